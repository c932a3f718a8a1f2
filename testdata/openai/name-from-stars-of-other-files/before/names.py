from json import *
from sdk import *

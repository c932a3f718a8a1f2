from openai import *

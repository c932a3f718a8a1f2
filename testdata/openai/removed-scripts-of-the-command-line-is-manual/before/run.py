import sys

from openai._openai_scripts import main
from openai.cli import register

if __name__ == "__main__":
    sys.exit(main())

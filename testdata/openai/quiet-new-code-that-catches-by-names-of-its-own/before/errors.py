from openai import APIError as Busy

from openai import Image, Moderation

from client import w
import asyncio

print(w.create(messages=[])["choices"][0]["message"]["content"])


async def main():
    r = await w.acreate(messages=[])
    print(r.choices[0].message.content)

asyncio.run(main())

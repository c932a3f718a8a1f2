from redis.commands.graph.node import Node

node = Node(label="person")

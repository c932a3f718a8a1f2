from redis.commands.graph import Graph
from redis.commands.graph.node import Node

node = Node(label="person")

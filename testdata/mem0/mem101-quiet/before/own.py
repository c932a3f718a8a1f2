class Memory:
    def search(self, question, user_id):
        return []


def recall(user, question):
    return Memory().search(question, user_id=user)

from memory import tokens


def test_words_of_the_vocabulary_are_one_token():
    assert tokens.count("likes walks") == 2
    assert tokens.count("Likes WALKS") == 2


def test_other_words_are_taken_apart():
    assert tokens.count("xyz") == 3
    assert tokens.tokenizer().tokenize("teapot")[0] == "tea" or tokens.count("teapot") > 1


def test_several_texts_are_counted():
    assert tokens.count_all(["likes walks", "tea"]) == [2, 1]


def test_a_text_is_cut():
    assert tokens.cut("she likes long walks by the lake", 3) == "she likes long"
    assert tokens.cut("she likes walks.", 10) == "she likes walks."


def test_a_long_text_is_read_through_windows():
    parts = tokens.windows("one two three four make new day", size=4, overlap=1)
    assert parts == ["one two three four", "four make new day"]


def test_what_fits_is_taken():
    assert tokens.fitting(["likes walks", "likes tea", "likes long walks"], 5) == ["likes walks", "likes tea"]


def test_a_text_of_two_parts_has_its_separators():
    encoded = tokens.tokenizer()("likes tea", "likes walks")
    decoded = tokens.tokenizer().convert_ids_to_tokens(encoded["input_ids"])
    assert decoded == ["[CLS]", "likes", "tea", "[SEP]", "likes", "walks", "[SEP]"]
    assert encoded["token_type_ids"] == [0, 0, 0, 0, 1, 1, 1]


def test_texts_are_padded_together():
    encoded = tokens.tokenizer()(["likes tea", "tea"], padding=True)
    assert [sum(mask) for mask in encoded["attention_mask"]] == [4, 3]
    assert len(set(map(len, encoded["input_ids"]))) == 1

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CD-TEXT through the C interface. That other programs read the packs is tested in tests/python. */
#include "helpers.h"

#include <stdlib.h>
#include <string.h>

static burnish_cd_text *new_text(void) {
    burnish_cd_text *text = NULL;
    EXPECT_OK(burnish_cd_text_new(&text));
    return text;
}

static int32_t add_block(burnish_cd_text *text, int32_t language, int32_t charset) {
    int32_t block = -1;
    EXPECT_OK(burnish_cd_text_add_block(text, language, charset, &block));
    return block;
}

static void expect_error(burnish_cd_text *text, int32_t status, const char *words) {
    burnish_error *error = NULL;
    EXPECT_OK(burnish_cd_text_get_error(text, &error));
    check_error(error, status, words);
}

static size_t encode(burnish_cd_text *text, uint8_t *packs, size_t capacity) {
    size_t count = 0;
    EXPECT_OK(burnish_cd_text_encode(text, 1, 2));
    EXPECT_OK(burnish_cd_text_get_packs(text, packs, capacity, &count));
    ck_assert_uint_le(count, capacity);
    return count;
}

START_TEST(there_and_back) {
    uint8_t packs[1000];
    burnish_cd_text *text = new_text();
    burnish_cd_text *back = NULL;
    const char *value = NULL;
    int32_t number = -1;
    ck_assert_int_eq(add_block(text, BURNISH_CD_TEXT_ENGLISH, BURNISH_CD_TEXT_LATIN1), 0);
    ck_assert_int_eq(add_block(text, BURNISH_CD_TEXT_JAPANESE, BURNISH_CD_TEXT_MS_JIS), 1);
    EXPECT_OK(burnish_cd_text_set_text(text, 0, BURNISH_CD_TEXT_TITLE, 0,
                                       "Gr\xc3\xbc\xc3\x9f"
                                       "e"));
    EXPECT_OK(burnish_cd_text_set_text(text, 0, BURNISH_CD_TEXT_TITLE, 2, "Two"));
    EXPECT_OK(burnish_cd_text_set_text(text, 1, BURNISH_CD_TEXT_TITLE, 1, "\xe9\x9f\xb3"));
    EXPECT_OK(burnish_cd_text_set_genre(text, 0, burnish_cd_text_genre_code("jazz"), "Jazz"));
    EXPECT_OK(burnish_cd_text_set_copyright_flags(text, 0, 3));
    const size_t count = encode(text, packs, sizeof packs);
    EXPECT_OK(burnish_cd_text_get_packs_of_block(text, 0, &number));
    ck_assert_int_eq(number, 5);
    ck_assert_uint_eq(count % 18, 0);
    EXPECT_OK(burnish_cd_text_new_from_packs(packs, count, &back, NULL));
    EXPECT_OK(burnish_cd_text_get_block_count(back, &number));
    ck_assert_int_eq(number, 2);
    EXPECT_OK(burnish_cd_text_get_last_track(back, &number));
    ck_assert_int_eq(number, 2);
    EXPECT_OK(burnish_cd_text_get_text(back, 0, BURNISH_CD_TEXT_TITLE, 0, &value));
    ck_assert_str_eq(value,
                     "Gr\xc3\xbc\xc3\x9f"
                     "e");
    EXPECT_OK(burnish_cd_text_get_text(back, 1, BURNISH_CD_TEXT_TITLE, 1, &value));
    ck_assert_str_eq(value, "\xe9\x9f\xb3");
    EXPECT_STATUS(burnish_cd_text_get_text(back, 0, BURNISH_CD_TEXT_TITLE, 1, &value), BURNISH_S_FALSE);
    ck_assert_str_eq(value, "");
    EXPECT_OK(burnish_cd_text_get_genre(back, 0, &number, &value));
    ck_assert_int_eq(number, 14);
    ck_assert_str_eq(value, "Jazz");
    ck_assert_str_eq(burnish_cd_text_genre_name(14), "Jazz");
    ck_assert_ptr_null(burnish_cd_text_genre_name(29));
    ck_assert_int_eq(burnish_cd_text_genre_code("whatever"), 0);
    EXPECT_OK(burnish_cd_text_get_language(back, 1, &number));
    ck_assert_int_eq(number, BURNISH_CD_TEXT_JAPANESE);
    EXPECT_OK(burnish_cd_text_get_charset(back, 1, &number));
    ck_assert_int_eq(number, BURNISH_CD_TEXT_MS_JIS);
    EXPECT_OK(burnish_cd_text_get_copyright_flags(back, 0, &number));
    ck_assert_int_eq(number, 3);
    EXPECT_OK(burnish_cd_text_get_bad_packs(back, &number));
    ck_assert_int_eq(number, 0);
    burnish_cd_text_unref(back);
    burnish_cd_text_unref(text);
}
END_TEST

START_TEST(what_does_not_fit) {
    uint8_t packs[1000];
    char *lines = NULL;
    char *longest = NULL;
    int32_t value = -1;
    burnish_cd_text *text = new_text();
    add_block(text, BURNISH_CD_TEXT_UNKNOWN_LANGUAGE, BURNISH_CD_TEXT_LATIN1);
    EXPECT_OK(burnish_cd_text_set_text(text, 0, BURNISH_CD_TEXT_PERFORMER, 2, "\xc5\xbb"));
    EXPECT_STATUS(burnish_cd_text_encode(text, 1, 2), BURNISH_E_CD_TEXT_CHARACTER);
    expect_error(text, BURNISH_E_CD_TEXT_CHARACTER, "performer of track 2");
    EXPECT_OK(burnish_cd_text_set_transliterate(text, 7));
    EXPECT_OK(burnish_cd_text_get_transliterate(text, &value));
    ck_assert_int_eq(value, 1);
    encode(text, packs, sizeof packs);
    EXPECT_OK(burnish_cd_text_get_changes(text, &lines));
    ck_assert_str_eq(lines, "performer of track 2: \"\xc5\xbb\" (U+017B) became \"Z\"\n");
    burnish_string_free(lines);
    longest = malloc(3100);
    memset(longest, 'x', 3099);
    longest[3099] = '\0';
    EXPECT_OK(burnish_cd_text_set_text(text, 0, BURNISH_CD_TEXT_MESSAGE, 0, longest));
    EXPECT_STATUS(burnish_cd_text_encode(text, 1, 2), BURNISH_E_CD_TEXT_TOO_LONG);
    expect_error(text, BURNISH_E_CD_TEXT_TOO_LONG, "256");
    free(longest);
    EXPECT_OK(burnish_cd_text_set_text(text, 0, BURNISH_CD_TEXT_MESSAGE, 0, ""));
    EXPECT_OK(burnish_cd_text_encode(text, 2, 2));
    EXPECT_STATUS(burnish_cd_text_encode(text, 3, 3), BURNISH_E_INVALIDARG);
    burnish_cd_text_unref(text);
}
END_TEST

START_TEST(arguments) {
    const char *value = NULL;
    int32_t number = 0;
    burnish_cd_text *text = new_text();
    EXPECT_STATUS(burnish_cd_text_new(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_cd_text_add_block(text, 9, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_cd_text_add_block(text, 128, 0, &number), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_add_block(text, -1, 0, &number), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_add_block(text, 9, 2, &number), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_text(text, 0, BURNISH_CD_TEXT_TITLE, 0, "x"), BURNISH_E_INVALIDARG);
    add_block(text, 9, BURNISH_CD_TEXT_ASCII);
    EXPECT_STATUS(burnish_cd_text_add_block(text, 9, 0, &number), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_text(text, 1, BURNISH_CD_TEXT_TITLE, 0, "x"), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_text(text, -1, BURNISH_CD_TEXT_TITLE, 0, "x"), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_text(text, 0, 0x87, 0, "x"), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_text(text, 0, 0x180, 0, "x"), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_text(text, 0, BURNISH_CD_TEXT_TITLE, 100, "x"), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_text(text, 0, BURNISH_CD_TEXT_DISC_ID, 1, "x"), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_text(text, 0, BURNISH_CD_TEXT_TITLE, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_cd_text_get_text(text, 0, BURNISH_CD_TEXT_TITLE, -1, &value), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_genre(text, 0, 29, ""), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_copyright_flags(text, 0, 256), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_set_charset(text, 0, 0x81), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cd_text_encode(NULL, 1, 1), BURNISH_E_POINTER);
    burnish_cd_text_unref(text);
    burnish_cd_text_unref(NULL);
}
END_TEST

START_TEST(packs_that_are_none) {
    burnish_cd_text *text = NULL;
    burnish_error *error = NULL;
    const uint8_t bytes[36] = {0x80};
    EXPECT_STATUS(burnish_cd_text_new_from_packs(bytes, 36, &text, &error), BURNISH_E_CD_TEXT_DAMAGED);
    check_error(error, BURNISH_E_CD_TEXT_DAMAGED, "2 packs");
    EXPECT_STATUS(burnish_cd_text_new_from_packs(bytes, 17, &text, NULL), BURNISH_E_CD_TEXT_DAMAGED);
    EXPECT_STATUS(burnish_cd_text_new_from_packs(NULL, 36, &text, NULL), BURNISH_E_POINTER);
    ck_assert_ptr_null(text);
}
END_TEST

int main(void) {
    contract_add(there_and_back);
    contract_add(what_does_not_fit);
    contract_add(arguments);
    contract_add(packs_that_are_none);
    return contract_run("CD-TEXT");
}

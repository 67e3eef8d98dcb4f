/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cue sheets through the C interface. */
#include "helpers.h"

#include <stdlib.h>
#include <string.h>

static const char SHEET[] =
    "REM DATE 1999\nCATALOG 4006408262121\nTITLE \"Album\"\nFILE \"one.wav\" WAVE\nTRACK 03 AUDIO\n"
    "REM COMMENT \"a b\"\nFLAGS PRE\nISRC DEA123456789\nTITLE \"Song\"\nPREGAP 00:01:00\nINDEX 01 00:00:00\n"
    "TRACK 04 AUDIO\nINDEX 00 00:10:00\nFILE two.flac FLAC\nINDEX 01 00:00:00\nINDEX 02 00:00:05\nNONSENSE\n";

static burnish_cue *parse(const char *sheet) {
    burnish_cue *cue = NULL;
    EXPECT_OK(burnish_cue_parse(sheet, strlen(sheet), NULL, &cue, NULL));
    return cue;
}

static burnish_cue_track track_of(burnish_cue *cue, int32_t track) {
    burnish_cue_track out;
    memset(&out, 0xAA, sizeof out);
    out.size = sizeof out;
    EXPECT_OK(burnish_cue_get_track(cue, track, &out));
    return out;
}

START_TEST(all_of_a_sheet) {
    burnish_cue *cue = parse(SHEET);
    const char *text = NULL;
    const char *other = NULL;
    char *lines = NULL;
    int32_t number = -1;
    int32_t file = -1;
    int32_t offset = -1;
    burnish_cue_track track = track_of(cue, 1);
    ck_assert_int_eq(track.number, 3);
    ck_assert_int_eq(track.sector_type, 0);
    ck_assert_int_eq(track.sector_bytes, 2352);
    ck_assert_int_eq(track.pregap, 75);
    ck_assert_int_eq(track.pre_emphasis, 1);
    ck_assert_int_eq(track.copy_permitted, 0);
    ck_assert_int_eq(track.line, 5);
    ck_assert_int_eq(track.reserved, 0);
    track = track_of(cue, 2);
    ck_assert_int_eq(track.file, 1);
    ck_assert_int_eq(track.index_count, 3);
    EXPECT_OK(burnish_cue_get_track_count(cue, &number));
    ck_assert_int_eq(number, 2);
    EXPECT_OK(burnish_cue_get_index(cue, 2, 0, &number, &file, &offset));
    ck_assert_int_eq(number, 0);
    ck_assert_int_eq(file, 0);
    ck_assert_int_eq(offset, 750);
    EXPECT_OK(burnish_cue_get_file_count(cue, &number));
    ck_assert_int_eq(number, 2);
    EXPECT_OK(burnish_cue_get_file(cue, 1, &text, &other));
    ck_assert_str_eq(text, "two.flac");
    ck_assert_str_eq(other, "FLAC");
    EXPECT_OK(burnish_cue_get_catalog(cue, &text));
    ck_assert_str_eq(text, "4006408262121");
    EXPECT_OK(burnish_cue_get_isrc(cue, 1, &text));
    ck_assert_str_eq(text, "DEA123456789");
    EXPECT_STATUS(burnish_cue_get_isrc(cue, 2, &text), BURNISH_S_FALSE);
    EXPECT_OK(burnish_cue_get_text(cue, 0, BURNISH_CD_TEXT_TITLE, &text));
    ck_assert_str_eq(text, "Album");
    EXPECT_OK(burnish_cue_get_text(cue, 1, BURNISH_CD_TEXT_TITLE, &text));
    ck_assert_str_eq(text, "Song");
    EXPECT_STATUS(burnish_cue_get_text(cue, 1, BURNISH_CD_TEXT_MESSAGE, &text), BURNISH_S_FALSE);
    ck_assert_str_eq(text, "");
    EXPECT_STATUS(burnish_cue_get_genre(cue, &text), BURNISH_S_FALSE);
    EXPECT_STATUS(burnish_cue_get_cd_text_file(cue, &text), BURNISH_S_FALSE);
    EXPECT_OK(burnish_cue_get_remark_count(cue, 1, &number));
    ck_assert_int_eq(number, 1);
    EXPECT_OK(burnish_cue_get_remark(cue, 1, 0, &text, &other));
    ck_assert_str_eq(text, "COMMENT");
    ck_assert_str_eq(other, "a b");
    EXPECT_OK(burnish_cue_get_remark(cue, 0, 0, &text, &other));
    ck_assert_str_eq(text, "DATE");
    EXPECT_OK(burnish_cue_get_warnings(cue, &lines));
    ck_assert_str_eq(lines, "Line 17: \"NONSENSE\" is no command of a cue sheet; it was passed over.\n");
    burnish_string_free(lines);
    burnish_cue_unref(cue);
}
END_TEST

START_TEST(its_text_is_cd_text) {
    burnish_cue *cue = parse(SHEET);
    burnish_cd_text *text = NULL;
    const char *value = NULL;
    EXPECT_OK(burnish_cue_get_cd_text(cue, &text));
    EXPECT_OK(burnish_cd_text_encode(text, 3, 4));
    EXPECT_OK(burnish_cd_text_get_text(text, 0, BURNISH_CD_TEXT_CODE, 3, &value));
    ck_assert_str_eq(value, "DEA123456789");
    burnish_cd_text_unref(text);
    burnish_cue_unref(cue);
    cue = parse("FILE a WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n");
    EXPECT_STATUS(burnish_cue_get_cd_text(cue, &text), BURNISH_S_FALSE);
    ck_assert_ptr_null(text);
    burnish_cue_unref(cue);
}
END_TEST

/* The packs of a file beside the sheet come before the sheet's own text. */
START_TEST(a_file_of_packs) {
    const char sheet[] = "CDTEXTFILE \"disc.cdt\"\nTITLE sheet\nFILE a WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n";
    const char *value = NULL;
    uint8_t packs[500];
    size_t count = 0;
    int32_t block = 0;
    burnish_cd_text *text = NULL;
    burnish_cue *cue = NULL;
    burnish_error *error = NULL;
    write_file(path_in_folder("disc.cue"), sheet, sizeof sheet - 1);
    EXPECT_OK(burnish_cue_open(path_in_folder("disc.cue"), &cue, NULL));
    EXPECT_STATUS(burnish_cue_get_cd_text(cue, &text), BURNISH_E_FILE_NOT_FOUND);
    EXPECT_OK(burnish_cue_get_error(cue, &error));
    check_error(error, BURNISH_E_FILE_NOT_FOUND, "disc.cdt");
    EXPECT_OK(burnish_cd_text_new(&text));
    EXPECT_OK(burnish_cd_text_add_block(text, 8, 0, &block));
    EXPECT_OK(burnish_cd_text_set_text(text, 0, BURNISH_CD_TEXT_TITLE, 0, "file"));
    EXPECT_OK(burnish_cd_text_encode(text, 1, 1));
    EXPECT_OK(burnish_cd_text_get_packs(text, packs, sizeof packs - 1, &count));
    packs[count] = 0;
    burnish_cd_text_unref(text);
    write_file(path_in_folder("disc.cdt"), packs, count + 1);
    EXPECT_OK(burnish_cue_get_cd_text(cue, &text));
    EXPECT_OK(burnish_cd_text_get_text(text, 0, BURNISH_CD_TEXT_TITLE, 0, &value));
    ck_assert_str_eq(value, "file");
    burnish_cd_text_unref(text);
    packs[5] ^= 1;
    write_file(path_in_folder("disc.cdt"), packs, 18);
    EXPECT_STATUS(burnish_cue_get_cd_text(cue, &text), BURNISH_E_CD_TEXT_DAMAGED);
    burnish_cue_unref(cue);
}
END_TEST

START_TEST(refusals) {
    burnish_cue *cue = NULL;
    burnish_error *error = NULL;
    int32_t number = 0;
    const char *text = NULL;
    burnish_cue_track track = {0};
    EXPECT_STATUS(burnish_cue_parse("FILE x WAVE\nINDEX", 17, NULL, &cue, &error), BURNISH_E_CUE_SYNTAX);
    check_error(error, BURNISH_E_CUE_SYNTAX, "Line 2: INDEX comes before the first TRACK");
    EXPECT_STATUS(burnish_cue_parse(NULL, 0, NULL, &cue, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_cue_parse("", 0, NULL, NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_cue_parse("", 0, NULL, &cue, NULL), BURNISH_E_CUE_SYNTAX);
    error = NULL;
    EXPECT_STATUS(burnish_cue_open(path_in_folder("none.cue"), &cue, &error), BURNISH_E_FILE_NOT_FOUND);
    check_error(error, BURNISH_E_FILE_NOT_FOUND, "none.cue");
    write_file(path_in_folder("bad.cue"), "TRACK", 5);
    error = NULL;
    EXPECT_STATUS(burnish_cue_open(path_in_folder("bad.cue"), &cue, &error), BURNISH_E_CUE_SYNTAX);
    check_error(error, BURNISH_E_CUE_SYNTAX, "bad.cue\": Line 1: ");
    ck_assert_ptr_null(cue);
    cue = parse(SHEET);
    EXPECT_STATUS(burnish_cue_get_track(cue, 1, &track), BURNISH_E_INVALIDARG); /* no size */
    track.size = sizeof track;
    EXPECT_STATUS(burnish_cue_get_track(cue, 0, &track), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cue_get_track(cue, 3, &track), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cue_get_index(cue, 1, 1, &number, &number, &number), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cue_get_file(cue, 2, &text, &text), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cue_get_text(cue, 0, 0x87, &text), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cue_get_text(cue, 3, BURNISH_CD_TEXT_TITLE, &text), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cue_get_remark(cue, 0, 1, &text, &text), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_cue_get_catalog(cue, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_cue_get_catalog(NULL, &text), BURNISH_E_POINTER);
    ck_assert_ptr_eq(burnish_cue_ref(cue), cue);
    burnish_cue_unref(cue);
    burnish_cue_unref(cue);
    burnish_cue_unref(NULL);
}
END_TEST

/* Two files of sound become a disc whose table of contents is the sheet's. */
START_TEST(an_album_becomes_an_image) {
    const char sheet[] =
        "CATALOG 4006408262121\nTITLE \"\xc5\xbb\"\nFILE 1.bin BINARY\nTRACK 05 AUDIO\nINDEX 01 00:00:00\n"
        "FILE 2.bin BINARY\nTRACK 06 AUDIO\nPREGAP 00:01:00\nINDEX 01 00:00:00\n";
    uint8_t *sound = calloc(400, 2352);
    burnish_cue *cue = NULL;
    burnish_raw_image *image = NULL;
    burnish_error *error = NULL;
    char *number = NULL;
    int32_t value = 0;
    write_file(path_in_folder("1.bin"), sound, 400 * 2352);
    write_file(path_in_folder("2.bin"), sound, 300 * 2352 + 4);
    free(sound);
    EXPECT_OK(burnish_cue_parse(sheet, sizeof sheet - 1, contract_folder(), &cue, NULL));
    EXPECT_OK(burnish_raw_image_new(&image));
    EXPECT_STATUS(burnish_cue_add_to_raw_image(cue, image), BURNISH_E_CD_TEXT_CHARACTER);
    EXPECT_OK(burnish_cue_set_transliterate(cue, 5));
    EXPECT_OK(burnish_cue_get_transliterate(cue, &value));
    ck_assert_int_eq(value, 1);
    EXPECT_OK(burnish_cue_add_to_raw_image(cue, image));
    EXPECT_OK(burnish_raw_image_get_start_of_leadout(image, &value));
    ck_assert_int_eq(value, 400 + 75 + 301);
    EXPECT_OK(burnish_raw_image_get_starting_track_number(image, &value));
    ck_assert_int_eq(value, 5);
    EXPECT_OK(burnish_raw_image_get_media_catalog_number(image, &number));
    ck_assert_str_eq(number, "4006408262121");
    burnish_string_free(number);
    EXPECT_STATUS(burnish_cue_add_to_raw_image(cue, NULL), BURNISH_E_POINTER);
    burnish_cue_unref(cue);
    EXPECT_OK(
        burnish_cue_parse("FILE 3.bin BINARY\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n", 46, contract_folder(), &cue, NULL));
    EXPECT_STATUS(burnish_cue_add_to_raw_image(cue, image), BURNISH_E_FILE_NOT_FOUND);
    EXPECT_OK(burnish_cue_get_error(cue, &error));
    check_error(error, BURNISH_E_FILE_NOT_FOUND, "3.bin");
    burnish_cue_unref(cue);
    burnish_raw_image_unref(image);
}
END_TEST

START_TEST(a_sheet_becomes_a_toc_file) {
    const char sheet[] = "FILE 1.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n";
    const char second[] = "FILE 1.bin BINARY\nTRACK 02 AUDIO\nINDEX 01 00:00:00\n";
    uint8_t *sound = calloc(300, 2352);
    burnish_cue *cue = NULL;
    burnish_cue *again = NULL;
    char *toc = NULL;
    const char *name = NULL;
    const char *format = NULL;
    EXPECT_OK(burnish_cue_parse(sheet, sizeof sheet - 1, contract_folder(), &cue, NULL));
    EXPECT_STATUS(burnish_cue_write_toc(cue, &toc), BURNISH_E_FILE_NOT_FOUND);
    write_file(path_in_folder("1.bin"), sound, 300 * 2352);
    free(sound);
    EXPECT_OK(burnish_cue_write_toc(cue, &toc));
    EXPECT_STATUS(burnish_cue_write_toc(cue, NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_cue_parse(toc, strlen(toc), contract_folder(), &again, NULL));
    EXPECT_OK(burnish_cue_get_file(again, 0, &name, &format));
    ck_assert_str_eq(name, "1.bin");
    ck_assert_str_eq(format, "BINARY");
    burnish_string_free(toc);
    burnish_cue_unref(again);
    burnish_cue_unref(cue);
    EXPECT_OK(burnish_cue_parse(second, sizeof second - 1, contract_folder(), &cue, NULL));
    EXPECT_STATUS(burnish_cue_write_toc(cue, &toc), BURNISH_E_INVALIDARG);
    burnish_cue_unref(cue);
}
END_TEST

START_TEST(audio_files_are_streams) {
    burnish_stream *stream = NULL;
    burnish_error *error = NULL;
    write_file(path_in_folder("x.wav"), "RIFF", 4);
    EXPECT_STATUS(burnish_stream_open_audio_file(path_in_folder("x.wav"), &stream, &error),
                  BURNISH_E_AUDIO_FILE_NOT_SUPPORTED);
    check_error(error, BURNISH_E_AUDIO_FILE_NOT_SUPPORTED, "discsink");
    EXPECT_STATUS(burnish_stream_open_audio_file(path_in_folder("y.wav"), &stream, NULL), BURNISH_E_FILE_NOT_FOUND);
    EXPECT_STATUS(burnish_stream_open_audio_file(NULL, &stream, NULL), BURNISH_E_POINTER);
    ck_assert_ptr_null(stream);
}
END_TEST

int main(void) {
    contract_add(all_of_a_sheet);
    contract_add(its_text_is_cd_text);
    contract_add(a_file_of_packs);
    contract_add(refusals);
    contract_add(an_album_becomes_an_image);
    contract_add(a_sheet_becomes_a_toc_file);
    contract_add(audio_files_are_streams);
    return contract_run("cue sheets");
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-TEXT packs by hand: what stands in which byte, what is refused, what a damaged pack takes with it. That other
// programs read them, and we theirs, is tested in tests/python.
#include "cd/cd_text.hpp"
#include "check.hpp"

#include <algorithm>
#include <cstring>

namespace cd = burnish::cd;
namespace status = burnish::status;
using burnish::Result;
using cd::CdTextBlock;
using cd::CdTextCharset;
using cd::CdTextField;
using cd::CdTextPack;
using cd::CdTextPacks;

namespace {

CdTextPack packOfBytes(std::initializer_list<int> bytes) {
    CdTextPack pack{};
    std::transform(bytes.begin(), bytes.end(), pack.begin(), [](int byte) { return static_cast<std::uint8_t>(byte); });
    return pack;
}

CdTextBlock titles(std::initializer_list<std::string> texts) {
    CdTextBlock block;
    int track = 0;
    for (const std::string &text : texts) {
        block.text[CdTextField::Title][track++] = text;
    }
    return block;
}

CdTextPacks encoded(const std::vector<CdTextBlock> &blocks, int last, bool transliterate = false) {
    auto result = cd::encodeCdText(blocks, 1, last, {transliterate});
    EXPECT_OK(result);
    return std::move(*result);
}

std::vector<std::uint8_t> bytesOf(const std::vector<CdTextPack> &packs) {
    std::vector<std::uint8_t> bytes;
    for (const CdTextPack &pack : packs) {
        bytes.insert(bytes.end(), pack.begin(), pack.end());
    }
    return bytes;
}

cd::CdTextContents decoded(const std::vector<CdTextPack> &packs) {
    auto result = cd::decodeCdText(bytesOf(packs));
    EXPECT_OK(result);
    return std::move(*result);
}

// What stands before the CRC.
void expectPack(const CdTextPack &pack, std::initializer_list<int> head, const std::string &text) {
    const std::vector<int> expected(head);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(static_cast<int>(pack[i]), expected[i]);
    }
    EXPECT_EQ(std::string(reinterpret_cast<const char *>(&pack[4]), 12), text);
    EXPECT(cd::crcHolds(pack));
}

std::string refusal(const std::string &title, CdTextCharset charset) {
    CdTextBlock block = titles({"disc", "one", title});
    block.charset = charset;
    const auto result = cd::encodeCdText({block}, 1, 2, {});
    EXPECT_STATUS(result, status::E_CD_TEXT_CHARACTER);
    return result.error().message;
}

// Puts a pack's CRC in, computed as the standard says.
void seal(CdTextPack &pack) {
    std::uint16_t crc = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        crc = static_cast<std::uint16_t>(crc ^ pack[i] << 8);
        for (int bit = 0; bit < 8; ++bit) {
            crc = static_cast<std::uint16_t>(crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0));
        }
    }
    pack[16] = static_cast<std::uint8_t>(~crc >> 8);
    pack[17] = static_cast<std::uint8_t>(~crc);
}

bool has(const std::string &text, const std::string &part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST(published_packs_have_their_crcs) {
    CdTextPack first =
        packOfBytes({0x88, 0x00, 0x23, 0x00, 0x01, 0x0E, 0x00, 0x3F, 0x02, 0x12, 0, 0, 0, 0, 0, 0, 0x12, 0x00});
    EXPECT(cd::crcHolds(first));
    EXPECT(cd::crcHolds(packOfBytes(
        {0x88, 0x01, 0x24, 0x00, 0x00, 0x02, 0x00, 0x04, 0x0B, 0x19, 0x08, 0x02, 0x32, 0x0B, 0x2F, 0x3E, 0x67, 0x2D})));
    first[7] ^= 1;
    EXPECT(!cd::crcHolds(first));
}

TEST(a_pack_is_24_symbols) {
    const CdTextPack pack = packOfBytes({0x80, 0x01, 0x02, 0xFF, 0x00, 0xAA, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    const auto symbols = cd::symbolsOf(pack);
    // Three bytes are four symbols: 100000 000000 000100 000010, 111111 110000 000010 101010.
    const std::array<std::uint8_t, 8> expected = {0x20, 0x00, 0x04, 0x02, 0x3F, 0x30, 0x02, 0x2A};
    EXPECT(std::equal(expected.begin(), expected.end(), symbols.begin()));
    auto withPq = symbols;
    for (auto &symbol : withPq) {
        symbol |= 0xC0;
    }
    EXPECT(cd::packOf(withPq) == pack);
}

TEST(texts_of_a_field_follow_each_other) {
    CdTextBlock block = titles({"Album", "First song", "", "Fourth?"});
    block.genre = {23, "Noise"};
    block.copyrightFlags = 3;
    const CdTextPacks packs = encoded({block}, 3);
    using namespace std::string_literals;
    EXPECT_EQ(packs.packs.size(), 7U);
    EXPECT(packs.packsOfBlock == std::vector<int>{7});
    expectPack(packs.packs[0], {0x80, 0, 0, 0x00}, "Album\0First "s);
    expectPack(packs.packs[1], {0x80, 1, 1, 0x06}, "song\0\0Fourth"s);
    expectPack(packs.packs[2], {0x80, 3, 2, 0x06}, "?\0\0\0\0\0\0\0\0\0\0\0"s);
    expectPack(packs.packs[3], {0x87, 0, 3, 0x00}, "\0\x17Noise\0\0\0\0\0"s);
    expectPack(packs.packs[4], {0x8F, 0, 4, 0x00}, "\0\1\3\3\3\0\0\0\0\0\0\1"s);
    expectPack(packs.packs[5], {0x8F, 1, 5, 0x00}, "\0\0\0\0\0\0\0\3\6\0\0\0"s);
    expectPack(packs.packs[6], {0x8F, 2, 6, 0x00}, "\0\0\0\0\x09\0\0\0\0\0\0\0"s);
}

TEST(a_long_text_counts_its_characters_up_to_fifteen) {
    const CdTextPacks packs = encoded({titles({"0123456789ab0123456789ab0123", "x"})}, 1);
    EXPECT_EQ(static_cast<int>(packs.packs[1][3]), 12);
    EXPECT_EQ(static_cast<int>(packs.packs[2][3]), 15);
    EXPECT_EQ(static_cast<int>(packs.packs[2][1]), 0);
}

TEST(eight_languages_each_know_all) {
    std::vector<CdTextBlock> blocks;
    for (std::uint8_t i = 0; i < 8; ++i) {
        blocks.push_back(titles({"Disc " + std::to_string(i), "Track"}));
        blocks.back().language = static_cast<std::uint8_t>(1 + i);
    }
    const CdTextPacks packs = encoded(blocks, 1);
    EXPECT_EQ(packs.packsOfBlock.size(), 8U);
    const auto contents = decoded(packs.packs);
    EXPECT_EQ(contents.blocks.size(), 8U);
    EXPECT_EQ(static_cast<int>(contents.blocks[7].language), 8);
    EXPECT_EQ(contents.blocks[7].text.at(CdTextField::Title).at(0), "Disc 7");
    blocks.push_back(titles({"Ninth"}));
    blocks.back().language = 0x69;
    EXPECT_STATUS(cd::encodeCdText(blocks, 1, 1, {}), status::E_INVALIDARG);
    blocks.resize(2);
    blocks[1].language = blocks[0].language;
    EXPECT_STATUS(cd::encodeCdText(blocks, 1, 1, {}), status::E_INVALIDARG);
}

TEST(text_comes_back_in_every_field) {
    CdTextBlock block;
    for (const auto field : {CdTextField::Title, CdTextField::Performer, CdTextField::Songwriter, CdTextField::Composer,
                             CdTextField::Arranger, CdTextField::Message, CdTextField::Code}) {
        block.text[field] = {{0, "disc " + std::to_string(static_cast<int>(field))},
                             {5, "fünf"},
                             {7, "a sentence that is longer than a pack"}};
    }
    block.text[CdTextField::Code] = {{0, "4006408262121"}, {5, "DEA123456789"}};
    block.text[CdTextField::DiscId] = {{0, "ID 12345"}};
    block.text[CdTextField::Closed] = {{0, "geschlossen"}};
    block.genre = {10, ""};
    auto packs = cd::encodeCdText({block}, 5, 7, {});
    EXPECT_OK(packs);
    const auto contents = decoded(packs->packs);
    EXPECT_EQ(contents.firstTrack, 5);
    EXPECT_EQ(contents.lastTrack, 7);
    EXPECT_EQ(contents.badPacks, 0);
    EXPECT(contents.blocks.at(0).text == block.text);
    EXPECT_EQ(contents.blocks[0].genre.code, 10);
}

TEST(a_character_that_does_not_fit_is_named) {
    const std::string message = refusal("\xC5\xBB\xC3\xB3\xC5\x82w", CdTextCharset::Latin1);
    EXPECT(has(message, "title of track 2") && has(message, "\"\xC5\xBB\" (U+017B)") && has(message, "ISO 8859-1"));
    EXPECT(has(refusal("gr\xC3\xBCn", CdTextCharset::Ascii), "\"\xC3\xBC\" (U+00FC)"));
    EXPECT(has(refusal("caf\xC3\xA9", CdTextCharset::MsJis), "(U+00E9)"));
    EXPECT(has(refusal("a\nb", CdTextCharset::Latin1), "U+000A"));
    EXPECT(has(refusal("\t", CdTextCharset::Latin1), "U+0009"));  // it would repeat the title before
    EXPECT_STATUS(cd::encodeCdText({titles({"\xFF"})}, 1, 1, {}), status::E_INVALIDARG);
}

TEST(a_character_that_does_not_fit_becomes_what_comes_nearest) {
    CdTextBlock block = titles({"Ż – “Łódź”", "ệ\n音", "e\u0301t\u00E9\u200B"});
    const CdTextPacks latin = encoded({block}, 2, true);
    const auto texts = decoded(latin.packs).blocks.at(0).text.at(CdTextField::Title);
    EXPECT_EQ(texts.at(0), "Z - \"Lódz\"");
    EXPECT_EQ(texts.at(1), "e ?");
    EXPECT_EQ(texts.at(2), "été");
    EXPECT_EQ(latin.changed.size(), 10U);
    EXPECT_EQ(latin.changed.front(), "title of the disc: \"Ż\" (U+017B) became \"Z\"");
    EXPECT_EQ(latin.changed.back(), "title of track 2: \"\u200B\" (U+200B) was left out");
    block.charset = CdTextCharset::Ascii;
    EXPECT_EQ(decoded(encoded({block}, 2, true).packs).blocks.at(0).text.at(CdTextField::Title).at(2), "ete");
}

TEST(ms_jis_takes_two_bytes_for_each_character) {
    CdTextBlock block = titles({"音楽", "A b1", "〜ガ"});
    block.charset = CdTextCharset::MsJis;
    block.language = 0x69;
    block.text[CdTextField::Code][1] = "JPA123456789";
    const CdTextPacks packs = encoded({block}, 2);
    // 音楽 is 89 B9 8A 79 in Shift JIS, two zeros end it, and A is 82 60.
    const std::array<std::uint8_t, 12> first = {0x89, 0xB9, 0x8A, 0x79, 0, 0, 0x82, 0x60, 0x81, 0x40, 0x82, 0x82};
    EXPECT(std::equal(first.begin(), first.end(), packs.packs[0].begin() + 4));
    EXPECT_EQ(static_cast<int>(packs.packs[0][3]), 0x80);
    EXPECT_EQ(static_cast<int>(packs.packs[1][3]), 0x83);
    EXPECT_EQ(static_cast<int>(packs.packs[2][0]), 0x8E);
    EXPECT_EQ(static_cast<int>(packs.packs[2][3]), 0x00);
    const auto contents = decoded(packs.packs);
    const auto texts = contents.blocks.at(0).text.at(CdTextField::Title);
    EXPECT_EQ(texts.at(0), "音楽");
    EXPECT_EQ(texts.at(1), "Ａ　ｂ１");
    EXPECT_EQ(texts.at(2), "～ガ");
    EXPECT_EQ(contents.blocks[0].text.at(CdTextField::Code).at(1), "JPA123456789");
    EXPECT(contents.blocks[0].charset == CdTextCharset::MsJis);
}

TEST(a_block_has_256_packs_and_no_more) {
    // With the end of its text a disc of one track fills 253 packs, and the size information three.
    CdTextBlock block = titles({std::string(253 * 12 - 2, 'x')});
    EXPECT(encoded({block}, 1).packsOfBlock == std::vector<int>{256});
    block.text[CdTextField::Title][0] += 'x';
    const auto result = cd::encodeCdText({block}, 1, 1, {});
    EXPECT_STATUS(result, status::E_CD_TEXT_TOO_LONG);
    EXPECT(has(result.error().message, "English needs 257 packs"));
    CdTextBlock other = titles({"short"});
    other.language = 0x08;
    block.text[CdTextField::Title][0].pop_back();
    EXPECT(encoded({block, other}, 1).packsOfBlock == (std::vector<int>{256, 4}));
}

TEST(text_for_what_there_is_not_is_refused) {
    EXPECT_STATUS(cd::encodeCdText({titles({"disc", "one"})}, 2, 3, {}), status::E_INVALIDARG);
    EXPECT_STATUS(cd::encodeCdText({titles({"disc"})}, 0, 3, {}), status::E_INVALIDARG);
    EXPECT_STATUS(cd::encodeCdText({titles({"disc"})}, 1, 100, {}), status::E_INVALIDARG);
    EXPECT_STATUS(cd::encodeCdText({titles({"disc"})}, 3, 2, {}), status::E_INVALIDARG);
    CdTextBlock block = titles({"disc"});
    block.text[CdTextField::DiscId][1] = "of a track";
    EXPECT_STATUS(cd::encodeCdText({block}, 1, 1, {}), status::E_INVALIDARG);
    block = titles({"disc"});
    block.genre.code = 29;
    EXPECT_STATUS(cd::encodeCdText({block}, 1, 1, {}), status::E_INVALIDARG);
    EXPECT(encoded({}, 1).packs.empty());
}

TEST(a_tab_repeats_the_track_before) {
    CdTextPack pack = packOfBytes({0x81, 0, 0, 0, 'B', 0, 'C', 'D', 0, '\t', 0, '\t', 0, 'E', 0, 0});
    seal(pack);
    EXPECT(cd::crcHolds(pack));
    const auto texts = decoded({pack}).blocks.at(0).text.at(CdTextField::Performer);
    const std::map<int, std::string> expected = {{0, "B"}, {1, "CD"}, {2, "CD"}, {3, "CD"}, {4, "E"}};
    EXPECT(texts == expected);
}

TEST(a_damaged_pack_takes_no_more_than_its_own_texts) {
    CdTextPacks packs =
        encoded({titles({"The first album", "one", "two and a half, or so", "three", "four", "five", "six"})}, 6);
    packs.packs[1][9] ^= 0x20;
    const auto contents = decoded(packs.packs);
    EXPECT_EQ(contents.badPacks, 1);
    const auto texts = contents.blocks.at(0).text.at(CdTextField::Title);
    const std::map<int, std::string> expected = {{3, "three"}, {4, "four"}, {5, "five"}, {6, "six"}};
    EXPECT(texts == expected);
    EXPECT_EQ(contents.lastTrack, 6);
}

TEST(packs_are_taken_as_drives_and_files_give_them) {
    const auto packs = encoded({titles({"disc", "one"})}, 1).packs;
    const auto plain = bytesOf(packs);
    auto file = plain;
    file.push_back(0);
    std::vector<std::uint8_t> reply = {0, static_cast<std::uint8_t>(plain.size() + 2), 0, 0};
    reply.insert(reply.end(), plain.begin(), plain.end());
    auto twice = packs;
    std::reverse(twice.begin(), twice.end());
    twice.insert(twice.end(), packs.begin(), packs.end());
    for (const auto &bytes : {plain, file, reply, bytesOf(twice)}) {
        const auto contents = cd::decodeCdText(bytes);
        EXPECT_OK(contents);
        EXPECT_EQ(contents->blocks.at(0).text.at(CdTextField::Title).at(1), "one");
    }
    EXPECT_STATUS(cd::decodeCdText({}), status::E_CD_TEXT_DAMAGED);
    EXPECT_STATUS(cd::decodeCdText(std::vector<std::uint8_t>(4)), status::E_CD_TEXT_DAMAGED);
    EXPECT_STATUS(cd::decodeCdText(std::vector<std::uint8_t>(18 * 3)), status::E_CD_TEXT_DAMAGED);
    EXPECT_STATUS(cd::decodeCdText(std::span(plain).first(17)), status::E_CD_TEXT_DAMAGED);
    EXPECT_STATUS(cd::decodeCdText(std::span(plain).first(30)), status::E_CD_TEXT_DAMAGED);
}

// Whatever lies in packs whose CRC holds: no crash, and no text for tracks that there cannot be.
TEST(packs_of_noise_do_no_harm) {
    std::uint32_t state = 1;
    const auto next = [&] { return static_cast<std::uint8_t>((state = state * 1664525 + 1013904223) >> 24); };
    for (int round = 0; round < 2000; ++round) {
        std::vector<CdTextPack> packs = encoded({titles({"disc", "one", "two"})}, 2).packs;
        for (CdTextPack &pack : packs) {
            for (int i = 0; i < 3; ++i) {
                pack[next() % 16] = next();
            }
            seal(pack);
        }
        const auto contents = cd::decodeCdText(bytesOf(packs));
        if (contents.ok()) {
            for (const CdTextBlock &block : contents->blocks) {
                for (const auto &[field, texts] : block.text) {
                    EXPECT(texts.empty() || (texts.begin()->first >= 0 && texts.rbegin()->first <= 99));
                }
            }
        }
    }
}

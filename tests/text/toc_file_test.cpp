// SPDX-License-Identifier: LGPL-2.1-or-later
// TOC files: read, refused for a line, written and read again. What cdrdao makes of ours is tested in tests/python.
#include "cd/toc_file.hpp"
#include "cd/sheet_file.hpp"
#include "check.hpp"

namespace cd = burnish::cd;
namespace status = burnish::status;
using cd::CdTextField;
using cd::CueSheet;

namespace {

CueSheet parsed(const std::string &text) {
    auto sheet = cd::parseTocFile(text);
    EXPECT_OK(sheet);
    return std::move(*sheet);
}

void refused(const std::string &text, int line, const std::string &words) {
    const auto sheet = cd::parseTocFile(text);
    EXPECT_STATUS(sheet, status::E_CUE_SYNTAX);
    const std::string &message = sheet.error().message;
    if (!message.starts_with("Line " + std::to_string(line) + ": ") || message.find(words) == std::string::npos) {
        test::fail(__FILE__, __LINE__, "\"" + message + "\" is not about line " + std::to_string(line) + ", " + words);
    }
}

std::string placesOf(const CueSheet &sheet) {
    std::string text;
    for (const auto &track : sheet.tracks) {
        for (const auto &index : track.indexes) {
            text += std::to_string(track.number) + "." + std::to_string(index.number) + "=" +
                    std::to_string(index.file) + "+" + std::to_string(index.offset) + " ";
        }
    }
    return text;
}

const char *const Whole = R"(CD_DA   // a comment
CATALOG "4006408262121"
CD_TEXT {
  LANGUAGE_MAP {
    0 : EN
    1: 0x
  }
}
)";

}  // namespace

TEST(a_toc_file_with_all_its_parts) {
    const CueSheet sheet = parsed(R"(CD_DA   // a comment
CATALOG "4006408262121"
CD_TEXT {
  LANGUAGE_MAP { 0 : EN  1:8
    2 : 105 }
  LANGUAGE 0 { TITLE "The \"Best\"" PERFORMER "B\344nd" GENRE { 0, 23, 82, 111, 99, 107, 0 } SIZE_INFO { 0, 1 } DISC_ID "XY1" }
  LANGUAGE 1 { TITLE "Das Beste" }
  LANGUAGE 2 { ENCODING_MS_JIS TITLE "\211\271" }
  LANGUAGE 3 { TITLE "not in the map" }
}
TRACK AUDIO
COPY
PRE_EMPHASIS
ISRC "DEA129900001"
CD_TEXT { LANGUAGE 0 { TITLE "One" ISRC "DE-A12-99-00001" } }
SILENCE 0:1:0
FILE "one.wav" 0 00:10:00
START 0:2:0
INDEX 0:3:0
INDEX 0:8:0

TRACK AUDIO RW
NO COPY
NO PRE_EMPHASIS
TWO_CHANNEL_AUDIO
PREGAP 0:2:0
AUDIOFILE "two.bin" SWAP #8 5880 588
AUDIOFILE "three.raw" 0
)");
    EXPECT_EQ(sheet.catalog, "4006408262121");
    EXPECT_EQ(placesOf(sheet), "1.0=0+0 1.1=1+75 1.2=1+300 1.3=1+675 2.1=2+0 ");
    EXPECT_EQ(sheet.files.size(), 4U);
    EXPECT(sheet.files[0].name.empty() && sheet.files[0].length == 75U * 2352U);
    EXPECT_EQ(sheet.files[1].format, "WAVE");
    EXPECT(sheet.files[1].start == 0 && sheet.files[1].length == 750U * 2352U);
    EXPECT_EQ(sheet.files[2].format, "BINARY");
    EXPECT(sheet.files[2].start == 8U + 5880U * 4U && sheet.files[2].length == 2352U);
    EXPECT(sheet.files[3].format == "MOTOROLA" && !sheet.files[3].length);
    const auto &tracks = sheet.tracks;
    EXPECT(tracks[0].copyPermitted && tracks[0].preEmphasis && !tracks[1].copyPermitted && !tracks[1].preEmphasis);
    EXPECT_EQ(tracks[0].isrc, "DEA129900001");
    EXPECT_EQ(tracks[1].pregap, 150);
    EXPECT_EQ(tracks[1].sectorBytes, 2448U);
    EXPECT_EQ(sheet.cdText.size(), 3U);
    const auto &english = sheet.cdText[0];
    EXPECT_EQ(english.text.at(CdTextField::Title).at(0), "The \"Best\"");
    EXPECT_EQ(english.text.at(CdTextField::Performer).at(0), "Bänd");
    EXPECT_EQ(english.text.at(CdTextField::Title).at(1), "One");
    EXPECT(english.genre.code == 23 && english.genre.text == "Rock");
    EXPECT_EQ(static_cast<int>(sheet.cdText[1].language), 8);
    EXPECT_EQ(sheet.cdText[2].text.at(CdTextField::Title).at(0), "音");
    EXPECT(sheet.warnings.empty());
}

TEST(tracks_of_data) {
    const CueSheet sheet = parsed(
        "CD_ROM\nTRACK MODE1\nDATAFILE \"a.iso\" 00:10:00\nTRACK MODE1_RAW\nZERO MODE1 0:2:0\nSTART\n"
        "DATAFILE \"b.bin\" #23520 4704\n");
    EXPECT_EQ(placesOf(sheet), "1.1=0+0 2.0=1+0 2.1=2+0 ");
    EXPECT(sheet.files[0].length == 750U * 2048U);
    EXPECT(sheet.files[1].name.empty() && sheet.files[1].length == 150U * 2048U);
    EXPECT(sheet.files[2].start == 10U * 2048U && sheet.files[2].length == 2U * 2048U);
    EXPECT_EQ(sheet.tracks[1].sectorBytes, 2352U);
}

TEST(what_is_wrong_in_a_toc_file_is_told_with_its_line) {
    refused(Whole, 6, "LANGUAGE_MAP takes numbers");
    refused("", 1, "TRACK AUDIO");
    refused("CD_DA\nNONSENSE\n", 2, "\"NONSENSE\" stands where CD_DA");
    refused("CD_DA\nTRACK VIDEO\n", 2, "a kind of track");
    refused("CD_DA\nTRACK AUDIO\n", 3, "FILE, AUDIOFILE");
    refused("CD_DA\nTRACK AUDIO\nSTART\n", 4, "FILE, AUDIOFILE");
    refused("CD_DA\nTRACK AUDIO\nFILE \"a\n", 3, "not closed");
    refused("CD_DA\nTRACK AUDIO\nFILE a 0\n", 3, "a file's name in quotes");
    refused("CD_DA\nTRACK AUDIO\nFILE \"a\"\n", 4, "where the file's part starts");
    refused("CD_DA\nTRACK AUDIO\nFILE \"-\" 0\n", 3, "cannot be burned");
    refused("CD_DA\nTRACK AUDIO\nFIFO \"a\" 0\n", 3, "FILE, AUDIOFILE");
    refused("CD_DA\nTRACK AUDIO\nFILE \"a\" 0 1:0:0\nINDEX 2:0:0\n", 4, "behind the end");
    refused("CD_DA\nTRACK AUDIO\nFILE \"a\" 0 1:0:0\nINDEX 0:2:0\nINDEX 0:1:0\n", 5, "behind the one before");
    refused("CD_DA\nTRACK AUDIO\nFILE \"a\" 0 1:0:0\nPREGAP 0:2:0\n", 4, "before it");
    refused("CD_DA\nTRACK AUDIO\nFILE \"a\" 0 1:0:0\nSTART 0:1:0\nSTART 0:2:0\n", 5, "second START");
    refused("CD_DA\nTRACK AUDIO\nNO FUN\n", 3, "COPY or PRE_EMPHASIS");
    refused("CD_DA\nCD_TEXT { LANGUAGE 9 {} }\n", 2, "0 to 7");
    refused("CD_DA\nCD_TEXT { LANGUAGE 0 { TITLE } }\n", 2, "a text in quotes");
    refused("CD_DA\nCD_TEXT {\n", 3, "LANGUAGE_MAP, LANGUAGE or }");
    refused(std::string("CD_DA\n\0", 7), 2, "zero bytes");
}

TEST(the_two_kinds_of_sheets_are_told_apart) {
    EXPECT(cd::looksLikeTocFile("// x\n\nCD_DA\n"));
    EXPECT(cd::looksLikeTocFile("CATALOG \"x\"\nTRACK AUDIO\n"));
    EXPECT(!cd::looksLikeTocFile("CATALOG 123\nFILE \"a\" WAVE\nTRACK 01 AUDIO\n"));
    EXPECT(!cd::looksLikeTocFile("TITLE \"CD_DA\"\nTRACK 01 AUDIO\n"));
    EXPECT(!cd::looksLikeTocFile(""));
    EXPECT_OK(cd::parseSheet("CD_DA\nTRACK AUDIO\nSILENCE 0:4:0\n"));
}

TEST(what_is_written_says_the_same) {
    auto cue = cd::parseCueSheet(
        "CATALOG 4006408262121\nTITLE \"Größe \\\"\nREM GENRE Jazz\nFILE \"ä.bin\" BINARY\nTRACK 01 AUDIO\n"
        "TITLE \"One\"\nISRC DEA129900001\nFLAGS PRE\nINDEX 00 00:00:00\nINDEX 01 00:01:00\nINDEX 02 00:02:00\n"
        "TRACK 02 AUDIO\nFLAGS DCP\nPREGAP 00:02:00\nINDEX 00 00:10:00\nFILE \"b.wav\" WAVE\nINDEX 01 00:00:00\n"
        "POSTGAP 00:00:07\n");
    EXPECT_OK(cue);
    const auto text = cd::writeTocFile(*cue, {1000, 2000});
    EXPECT_OK(text);
    const CueSheet sheet = parsed(*text);
    EXPECT_EQ(sheet.catalog, cue->catalog);
    EXPECT(sheet.tracks.at(0).preEmphasis && sheet.tracks.at(1).copyPermitted);
    EXPECT_EQ(sheet.tracks[0].isrc, "DEA129900001");
    EXPECT_EQ(sheet.files[0].name, "ä.bin");
    EXPECT_EQ(sheet.files[0].format, "BINARY");
    // Track 1: a second of the file, then nine; track 2: two seconds of silence, the file's rest, the other file.
    EXPECT_EQ(placesOf(sheet), "1.0=0+0 1.1=1+0 1.2=1+75 2.0=2+0 2.1=4+0 ");
    EXPECT(sheet.files[1].length == 675U * 2352U && sheet.files[2].length == 150U * 2352U);
    EXPECT(sheet.files[3].length == 250U * 2352U || !sheet.files[3].length);
    EXPECT(!sheet.files[4].length && sheet.files[5].length == 7U * 2352U);
    const auto &block = sheet.cdText.at(0);
    EXPECT_EQ(block.text.at(CdTextField::Title).at(0), "Größe \\");
    EXPECT_EQ(block.text.at(CdTextField::Code).at(1), "DEA129900001");
    EXPECT(block.genre.code == 14 && block.genre.text == "Jazz");
    EXPECT_STATUS(cd::writeTocFile(*cue, {1000}), status::E_INVALIDARG);
    EXPECT_STATUS(cd::writeTocFile(*cue, {100, 2000}), status::E_CUE_SYNTAX);
}

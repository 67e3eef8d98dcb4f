// SPDX-License-Identifier: LGPL-2.1-or-later
// Cue sheets: what a sheet says, what is wrong in it and in which line.
#include "cd/cue_sheet.hpp"
#include "check.hpp"

namespace cd = burnish::cd;
namespace status = burnish::status;
using cd::CdTextField;
using cd::CueSheet;
using cd::SectorType;

namespace {

CueSheet parsed(const std::string &text) {
    auto sheet = cd::parseCueSheet(text);
    EXPECT_OK(sheet);
    return std::move(*sheet);
}

// The sheet is refused for a line, and the message has these words.
void refused(const std::string &text, int line, const std::string &words) {
    const auto sheet = cd::parseCueSheet(text);
    EXPECT_STATUS(sheet, status::E_CUE_SYNTAX);
    const std::string &message = sheet.error().message;
    if (!message.starts_with("Line " + std::to_string(line) + ": ") || message.find(words) == std::string::npos) {
        test::fail(__FILE__, __LINE__, "\"" + message + "\" is not about line " + std::to_string(line) + ", " + words);
    }
}

const std::string File = "FILE \"a.wav\" WAVE\n";
const std::string Track = "TRACK 01 AUDIO\n";
const std::string Index = "INDEX 01 00:00:00\n";

// One track of these lines; the first of them is line 3.
std::string withTrack(const std::string &lines) {
    return File + Track + lines;
}

}  // namespace

TEST(a_whole_sheet) {
    const CueSheet sheet = parsed(
        "\xEF\xBB\xBFREM GENRE \"Rock\"\r\nREM DATE 1999\r\nCATALOG 4006408262121\r\nCDTEXTFILE \"disc.cdt\"\r\n"
        "PERFORMER \"The \"Big\" Band\"\r\nTITLE Plain Words  \r\nSONGWRITER \"S\"\r\n"
        "FILE \"one two.wav\" WAVE\r\n"
        "  TRACK 03 AUDIO\r\n    TITLE \"Drei\"\r\n    FLAGS DCP PRE 4CH SCMS\r\n    ISRC DE-A12-34-56789\r\n"
        "    REM COMPOSER \"C\"\r\n    PREGAP 00:02:00\r\n    INDEX 01 00:00:00\r\n    INDEX 02 01:00:74\r\n"
        "\r\n\ttrack 04 audio\r\n    INDEX 00 03:00:00\r\nFILE second.flac flac\r\n    INDEX 01 00:00:00\r\n"
        "    POSTGAP 00:00:10\r\n");
    EXPECT_EQ(sheet.catalog, "4006408262121");
    EXPECT_EQ(sheet.cdTextFile, "disc.cdt");
    EXPECT_EQ(sheet.genre, "Rock");
    EXPECT_EQ(sheet.text.at(CdTextField::Performer), "The \"Big\" Band");
    EXPECT_EQ(sheet.text.at(CdTextField::Title), "Plain Words");
    EXPECT_EQ(sheet.remarks.size(), 2U);
    EXPECT_EQ(sheet.remarks[1].first + "=" + sheet.remarks[1].second, "DATE=1999");
    EXPECT(sheet.warnings.empty());
    EXPECT_EQ(sheet.files.size(), 2U);
    EXPECT_EQ(sheet.files[0].name, "one two.wav");
    EXPECT_EQ(sheet.files[1].name + " " + sheet.files[1].format, "second.flac FLAC");
    EXPECT_EQ(sheet.files[1].line, 20);
    const cd::CueTrack &third = sheet.tracks.at(0);
    EXPECT_EQ(third.number, 3);
    EXPECT(third.preEmphasis && third.copyPermitted && third.scms && third.fourChannels);
    EXPECT_EQ(third.isrc, "DEA123456789");
    EXPECT_EQ(third.text.at(CdTextField::Composer), "C");
    EXPECT_EQ(third.pregap, 150);
    EXPECT_EQ(third.indexes.at(1).offset, 75 * 60 + 74);
    EXPECT_EQ(third.line, 9);
    const cd::CueTrack &fourth = sheet.tracks.at(1);
    EXPECT_EQ(fourth.indexes.at(0).number, 0);
    EXPECT_EQ(fourth.indexes[0].file, 0U);
    EXPECT_EQ(fourth.indexes.at(1).file, 1U);
    EXPECT_EQ(fourth.file, 1U);
    EXPECT_EQ(fourth.postgap, 10);
}

TEST(every_kind_of_track) {
    struct Case {
        const char *name;
        SectorType type;
        std::size_t bytes;
    };
    for (const Case &kind :
         {Case{"AUDIO", SectorType::Audio, 2352}, Case{"CDG", SectorType::Audio, 2448},
          Case{"MODE1/2048", SectorType::Mode1, 2048}, Case{"mode1/2352", SectorType::Mode1, 2352},
          Case{"MODE2/2048", SectorType::Mode2Form1, 2048}, Case{"MODE2/2336", SectorType::Mode2Formless, 2336},
          Case{"MODE2/2352", SectorType::Mode2Formless, 2352}, Case{"CDI/2336", SectorType::Mode2Formless, 2336},
          Case{"CDI/2352", SectorType::Mode2Formless, 2352}}) {
        const CueSheet sheet = parsed("FILE a BINARY\nTRACK 1 " + std::string(kind.name) + "\n" + Index);
        EXPECT(sheet.tracks.at(0).type == kind.type);
        EXPECT_EQ(sheet.tracks[0].sectorBytes, kind.bytes);
    }
}

TEST(what_is_wrong_is_told_with_its_line) {
    refused("", 1, "ends without a track");
    refused(File + "\n\n", 3, "ends without a track");
    refused(Track, 1, "before the first FILE");
    refused(Index, 1, "before the first TRACK");
    refused("FILE \"a.wav\n", 1, "FILE needs a name");
    refused("FILE\n", 1, "FILE needs a name");
    refused("TITLE \"half\n" + withTrack(Index), 1, "not closed");
    refused(File + "TRACK AUDIO\n", 2, "TRACK needs a number and a type");
    refused(File + "TRACK 01 VIDEO\n", 2, "TRACK needs a number and a type");
    refused(File + "TRACK 00 AUDIO\n", 2, "1 belongs there");
    refused(File + "TRACK 100 AUDIO\n", 2, "99 is the last");
    refused(withTrack(Index) + "TRACK 03 AUDIO\n", 4, "2 belongs there");
    refused(withTrack("TITLE x\n"), 2, "no INDEX 01");
    refused(withTrack("INDEX 00 00:00:00\nTRACK 02 AUDIO\n"), 2, "no INDEX 01");
    refused(withTrack("INDEX 02 00:00:00\n"), 3, "0 or 1 belongs there");
    refused(withTrack(Index + "INDEX 03 00:01:00\n"), 4, "2 belongs there");
    refused(withTrack("INDEX 01 00:60:00\n"), 3, "INDEX needs a number and a time");
    refused(withTrack("INDEX 01 00:00:75\n"), 3, "INDEX needs a number and a time");
    refused(withTrack("INDEX 01 0:0\n"), 3, "INDEX needs a number and a time");
    refused(withTrack("INDEX 01 00:00:00 x\n"), 3, "INDEX needs a number and a time");
    refused(withTrack("INDEX 01 -1:00:00\n"), 3, "INDEX needs a number and a time");
    refused(withTrack(Index + "INDEX 02 00:00:00\n"), 4, "does not lie behind");
    refused(withTrack("INDEX 01 00:10:00\nTRACK 02 AUDIO\nINDEX 01 00:09:00\n"), 5, "does not lie behind");
    refused(withTrack("INDEX 01 00:10:00\nTRACK 02 AUDIO\nINDEX 01 00:10:00\n"), 5, "does not lie behind");
    refused(withTrack(Index + "PREGAP 00:02:00\n"), 4, "before the track's first INDEX");
    refused(withTrack("POSTGAP 00:02:00\n"), 3, "behind the track's last INDEX");
    refused(withTrack("PREGAP two\n"), 3, "PREGAP needs a time");
    refused(withTrack(Index) + "FILE \"b.wav\" WAVE\n", 4, "Nothing starts in the file \"b.wav\"");
    refused(File + "FILE \"b.wav\" WAVE\n", 1, "Nothing starts in the file \"a.wav\"");
    refused(std::string("RIFF\0\0\0\0WAVE", 12), 1, "zero bytes");
    refused("\xFF\xFEx", 1, "UTF-16");
}

TEST(what_is_passed_over_is_told) {
    const CueSheet sheet =
        parsed("CATALOG 1234567890123\nCATALOG \"0000000000000\"\nFOO bar\nTITLE a\nTITLE b\nFILE a.wav\n" + Track +
               "FLAGS ABC\nISRC 123\nISRC 000000000000\n" + Index);
    EXPECT(sheet.catalog.empty());
    EXPECT_EQ(sheet.text.at(CdTextField::Title), "b");
    EXPECT(sheet.tracks[0].isrc.empty());
    const char *expected[] = {"Line 1: \"1234567890123\" is no media catalogue number",
                              "Line 3: \"FOO\"",
                              "Line 5: TITLE",
                              "Line 6: FILE has no format",
                              "Line 8: \"ABC\"",
                              "Line 9: \"123\" is no ISRC"};
    EXPECT_EQ(sheet.warnings.size(), std::size(expected));
    for (std::size_t i = 0; i < std::size(expected); ++i) {
        EXPECT(sheet.warnings[i].starts_with(expected[i]));
    }
    EXPECT_EQ(parsed("CATALOG 006408262125\n" + withTrack(Index)).catalog, "0006408262125");
}

TEST(a_pre_gap_of_nothing_is_none) {
    const CueSheet sheet = parsed(withTrack("INDEX 00 00:00:00\nINDEX 01 00:00:00\nINDEX 02 00:01:00\n"));
    EXPECT_EQ(sheet.tracks[0].indexes.size(), 2U);
    EXPECT_EQ(sheet.tracks[0].indexes[0].number, 1);
}

TEST(ninety_nine_tracks_with_ninety_nine_indexes) {
    std::string text = File;
    for (int track = 1, sector = 0; track <= 99; ++track) {
        text += "TRACK " + std::to_string(track) + " AUDIO\n";
        for (int index = 1; index <= 99; ++index, ++sector) {
            text += "INDEX " + std::to_string(index) + " " + std::to_string(sector / 4500) + ":" +
                    std::to_string(sector / 75 % 60) + ":" + std::to_string(sector % 75) + "\n";
        }
    }
    EXPECT_EQ(parsed(text).tracks.at(98).indexes.at(98).offset, 99 * 99 - 1);
    refused(text + "INDEX 100 90:00:00\n", 1 + 99 * 100 + 1, "99 is the last");
}

TEST(the_sheets_text_is_cd_text) {
    const auto blocks = cd::cdTextOf(
        parsed("REM GENRE rock\nCATALOG 4006408262121\nTITLE \"Álbum\"\n" + withTrack("ISRC DEA123456789\n" + Index)));
    EXPECT_EQ(blocks.size(), 1U);
    EXPECT_EQ(blocks[0].text.at(CdTextField::Title).at(0), "Álbum");
    EXPECT_EQ(blocks[0].text.at(CdTextField::Code).at(0), "4006408262121");
    EXPECT_EQ(blocks[0].text.at(CdTextField::Code).at(1), "DEA123456789");
    EXPECT_EQ(blocks[0].genre.code, 23);
    EXPECT(cd::cdTextOf(parsed(withTrack("ISRC DEA123456789\n" + Index))).empty());
}

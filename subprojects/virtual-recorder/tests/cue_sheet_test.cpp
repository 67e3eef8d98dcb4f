// SPDX-License-Identifier: LGPL-2.1-or-later
// SEND CUE SHEET: what is accepted, and that everything that contradicts itself is refused.
#include "check.hpp"
#include "cue_maker.hpp"
#include "drive.hpp"

#include <functional>

using namespace test;

namespace {

// Two tracks: at 0, and at 400 with a pre-gap of 50 blocks and an index at 500; the lead-out at 800.
enum Line : std::size_t { Mcn1, Mcn2, LeadIn, Isrc1, Isrc2, Pregap1, Start1, Pregap2, Start2, Index2, LeadOut, Lines };

std::vector<Bytes> lines() {
    return {
        numberLine(0x02, "4006381"),
        numberLine(0x02, std::string("333931\0", 7)),
        cueLine(0x01, 0, 0, 0x01, -150),
        numberLine(0x03, "\x01USK7Y9"),
        numberLine(0x03,
                   "\x01"
                   "812345"),
        cueLine(0x01, 1, 0, 0x00, -150),
        cueLine(0x01, 1, 1, 0x00, 0),
        cueLine(0x21, 2, 0, 0x00, 350),
        cueLine(0x21, 2, 1, 0x00, 400),
        cueLine(0x21, 2, 2, 0x00, 500),
        cueLine(0x01, 0xAA, 1, 0x01, 800),
    };
}

std::string sent(Drive &drive, const std::vector<Bytes> &all) {
    return drive.sendCueSheet(joined(all));
}

std::string changed(Drive &drive, const std::function<void(std::vector<Bytes> &)> &change) {
    auto all = lines();
    change(all);
    return sent(drive, all);
}

Drive &readied(Drive &drive) {
    drive.open();
    EXPECT_EQ(drive.selectSession(2), "GOOD");
    return drive;
}

}  // namespace

TEST(aProperCueSheetIsAccepted) {
    Drive drive;
    readied(drive);
    EXPECT_EQ(sent(drive, lines()), "GOOD");
    EXPECT_EQ(drive.answer().transferred, 11U * 8);
    EXPECT_EQ(drive.nextWritable(), -150);
}

TEST(aCueSheetHasItsTime) {
    Drive drive;
    drive.open();
    EXPECT_EQ(sent(drive, lines()), "5/2C/00");  // no mode page 05
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(sent(drive, lines()), "5/2C/00");  // track at once
    EXPECT_EQ(drive.selectSession(3, 3), "GOOD");
    EXPECT_EQ(sent(drive, lines()), "5/2C/00");  // raw
    EXPECT_EQ(drive.selectSession(2), "GOOD");
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "5/2C/00");  // no cue sheet
    EXPECT_EQ(sent(drive, lines()), "GOOD");
    EXPECT_EQ(drive.selectSession(2), "GOOD");  // which makes the sheet void
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "5/2C/00");
    EXPECT_EQ(sent(drive, lines()), "GOOD");
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "GOOD");
    EXPECT_EQ(sent(drive, lines()), "5/2C/00");  // while writing
    EXPECT_EQ(drive.selectSession(2), "5/2C/00");
    EXPECT_EQ(drive.closing(1), "5/2C/00");
    EXPECT_EQ(drive.closing(2), "5/2C/00");
}

TEST(aCueSheetHasALength) {
    Drive drive;
    readied(drive);
    Bytes odd = joined(lines());
    odd.pop_back();
    EXPECT_EQ(drive.sendCueSheet(odd), "5/1A/00");
    EXPECT_EQ(drive.sendCueSheet(Bytes(400 * 8)), "5/24/00");  // longer than the drive's longest
    EXPECT_EQ(drive.send("5D 00 00 00 00 00 00 00 08", joined(lines())), "5/24/00");
    EXPECT_EQ(drive.send("5D 01 00 00 00 00 00 00 58", joined(lines())), "5/24/00");
    EXPECT_EQ(drive.sendCueSheet(Bytes(8)), "5/26/00");
    Drive dvd("dvd+r");
    dvd.open();
    EXPECT_EQ(sent(dvd, lines()), "5/24/00");
}

TEST(eachEntryIsNeeded) {
    Drive drive;
    readied(drive);
    for (std::size_t line = 0; line < Lines; ++line) {
        const bool dispensable = line == Pregap2 || line == Index2;  // the track is as good without
        EXPECT_EQ(changed(drive, [&](auto &all) { all.erase(all.begin() + static_cast<std::ptrdiff_t>(line)); }),
                  dispensable ? "GOOD" : "5/26/00");
        EXPECT_EQ(
            changed(drive, [&](auto &all) { all.insert(all.begin() + static_cast<std::ptrdiff_t>(line), all[line]); }),
            "5/26/00");
    }
}

TEST(entriesThatContradictAreRefused) {
    struct Change {
        Line line;
        std::size_t at;
        std::uint8_t value;
    };
    const std::vector<Change> changes = {
        {Mcn1, 1, 'A'},     {Mcn2, 7, '0'},     {Mcn2, 0, 0x03},    {Isrc1, 1, 2},      {Isrc2, 1, 2},
        {Isrc1, 2, 'u'},    {Isrc2, 7, 'A'},    {LeadIn, 0, 0x41},  {LeadIn, 0, 0x05},  {LeadIn, 1, 1},
        {LeadIn, 2, 1},     {LeadIn, 3, 0x00},  {LeadIn, 3, 0x14},  {LeadIn, 3, 0xC1},  {LeadIn, 4, 0x80},
        {LeadIn, 5, 97},    {LeadIn, 7, 1},     {Pregap1, 7, 1},    {Pregap1, 2, 1},    {Pregap1, 3, 0x40},
        {Start1, 0, 0x41},  {Start1, 0, 0x21},  {Start1, 0, 0x02},  {Start1, 2, 2},     {Start1, 3, 0x01},
        {Start1, 3, 0x10},  {Start1, 3, 0x40},  {Start1, 3, 0x80},  {Start1, 3, 0x20},  {Start1, 4, 0x80},
        {Start1, 4, 0x01},  {Start1, 6, 60},    {Start1, 7, 75},    {Start1, 6, 1},     {Pregap2, 1, 3},
        {Pregap2, 0, 0xA1}, {Pregap2, 0, 0x61}, {Start2, 1, 0x12},  {Index2, 2, 3},     {Index2, 6, 0},
        {LeadOut, 1, 3},    {LeadOut, 2, 0},    {LeadOut, 2, 2},    {LeadOut, 3, 0x00}, {LeadOut, 3, 0x41},
        {LeadOut, 3, 0x14}, {LeadOut, 0, 0x41}, {LeadOut, 4, 0x80}, {LeadOut, 5, 80},   {LeadOut, 6, 0},
    };
    Drive drive;
    readied(drive);
    for (const Change &change : changes) {
        const std::string result = changed(drive, [&](auto &all) { all[change.line][change.at] = change.value; });
        if (result != "5/26/00") {
            fail(__FILE__, __LINE__,
                 "line " + std::to_string(change.line) + ", byte " + std::to_string(change.at) + " = " +
                     std::to_string(change.value) + ": " + result);
        }
        EXPECT_EQ(drive.writeAudio(-150, samples(1)), "5/2C/00");  // no sheet is in force
    }
    EXPECT_EQ(sent(drive, lines()), "GOOD");
}

// The lead-in's own start in the groove is no time of the sheet, with CD-TEXT or without.
TEST(theTimeOfTheAtipIsRefused) {
    Drive drive;
    readied(drive);
    const Bytes atip = drive.reply("43 00 04 00 00 00 00 00 1C", 28);
    for (const std::uint8_t form : {0x01, 0x41}) {
        EXPECT_EQ(changed(drive,
                          [&](auto &all) {
                              all[LeadIn][3] = form;
                              std::copy_n(atip.begin() + 8, 3, all[LeadIn].begin() + 5);
                          }),
                  "5/26/00");
    }
}

TEST(tracksAreLongEnoughAndFit) {
    Drive drive("cd-r-74");
    readied(drive);
    const auto sheet = [&](std::int32_t second, std::int32_t leadOut) {
        return drive.sendCueSheet(
            joined({cueLine(0x01, 0, 0, 0x01, -150), cueLine(0x01, 1, 0, 0x00, -150), cueLine(0x01, 1, 1, 0x00, 0),
                    cueLine(0x01, 2, 1, 0x00, second), cueLine(0x01, 0xAA, 1, 0x01, leadOut)}));
    };
    EXPECT_EQ(sheet(299, 700), "5/26/00");
    EXPECT_EQ(sheet(300, 599), "5/26/00");
    EXPECT_EQ(sheet(300, 600), "GOOD");
    EXPECT_EQ(sheet(300, 332851), "5/26/00");
    EXPECT_EQ(sheet(300, 332850), "GOOD");
}

// Two seconds of the new kind, where the kind changes.
TEST(aChangeOfModeNeedsAPause) {
    Drive drive;
    readied(drive);
    const auto sheet = [&](std::uint8_t first, std::int32_t pause) {
        const bool data = first == 0x41;
        const std::uint8_t other = data ? 0x01 : 0x41, form = data ? 0x10 : 0x00, otherForm = data ? 0x00 : 0x10;
        return drive.sendCueSheet(
            joined({cueLine(first, 0, 0, data ? 0x14 : 0x01, -150), cueLine(first, 1, 0, form, -150),
                    cueLine(first, 1, 1, form, 0), cueLine(other, 2, 0, otherForm, 400),
                    cueLine(other, 2, 1, otherForm, 400 + pause),
                    cueLine(other, 0xAA, 1, data ? 0x01 : 0x14, 400 + pause + 300)}));
    };
    for (const std::uint8_t first : {0x01, 0x41}) {
        EXPECT_EQ(sheet(first, 149), "5/26/00");
        EXPECT_EQ(sheet(first, 150), "GOOD");
    }
}

TEST(moreThanNinetyNineTracksAreRefused) {
    Drive drive;
    readied(drive);
    for (const int count : {99, 100}) {
        std::vector<Bytes> all = {cueLine(0x01, 0, 0, 0x01, -150), cueLine(0x01, 1, 0, 0x00, -150)};
        for (int track = 1; track <= count; ++track) {
            all.push_back(cueLine(0x01, track, 1, 0x00, (track - 1) * 300));
        }
        all.push_back(cueLine(0x01, 0xAA, 1, 0x01, count * 300));
        EXPECT_EQ(sent(drive, all), count == 99 ? "GOOD" : "5/26/00");
    }
}

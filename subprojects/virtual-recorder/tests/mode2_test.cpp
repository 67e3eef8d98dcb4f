// SPDX-License-Identifier: LGPL-2.1-or-later
// Sectors of mode 2 and mode 0: raw and session at once, and how they are read. The sectors come from code of the
// tests' own.
#include "check.hpp"
#include "cue_maker.hpp"
#include "drive.hpp"
#include "raw_maker.hpp"

using namespace test;

namespace {

constexpr std::size_t Size96 = 2448;
constexpr int CdRomXa = 0x20;

void write(Drive &drive, const RawDisc &disc, std::int32_t from, std::int32_t to) {
    constexpr std::int32_t Chunk = 26;
    for (std::int32_t lba = from; lba < to; lba += Chunk) {
        Bytes data;
        for (std::int32_t each = lba; each < std::min(lba + Chunk, to); ++each) {
            const Bytes block = disc.block(each);
            data.insert(data.end(), block.begin(), block.end());
        }
        EXPECT_EQ(drive.writeSized(lba, data, Size96), "GOOD");
    }
}

RawDisc rawDisc(Layout layout, int format = 0) {
    RawDisc disc;
    disc.leadIn = -11635;
    disc.format = format;
    disc.tracks = {{0, 150, 4}};
    disc.tracks[0].layout = layout;
    return disc;
}

Drive &begin(Drive &drive) {
    drive.open();
    EXPECT_EQ(drive.selectSession(3, 3), "GOOD");
    return drive;
}

void burn(Drive &drive, const RawDisc &disc) {
    write(begin(drive), disc, disc.leadIn, disc.end());
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0x0E);
}

Bytes sectorOf(const RawDisc &disc, std::int32_t lba, Layout layout) {
    return dataSector(lba, layout, disc.content(lba));
}

// What READ CD gives of a block for each choice of fields, by the table of MMC; empty: refused.
void expectFields(Drive &drive, std::int32_t lba, const Bytes &sector,
                  const std::vector<std::pair<std::uint8_t, std::pair<std::size_t, std::size_t>>> &parts) {
    for (const auto &[fields, range] : parts) {
        if (range.first == range.second) {
            EXPECT_EQ(drive.readCd(lba, 1, 0, fields), "5/24/00");
            continue;
        }
        EXPECT_EQ(drive.readCd(lba, 1, 0, fields), "GOOD");
        EXPECT(drive.reply() == part(sector, range.first, range.second));
    }
}

void expectRefused(Drive &drive, std::int32_t lba, const Bytes &plain, const RawDisc &disc) {
    const Bytes block = disc.block(lba);
    EXPECT_EQ(drive.writeSized(lba, scrambled(plain) + part(block, 2352, Size96), Size96), "5/26/00");
    const Bytes sense(drive.answer().sense.begin(), drive.answer().sense.end());
    EXPECT_EQ(static_cast<std::int32_t>(get32(sense, 3)), lba);
}

// Whatever byte of the sector is another, it is refused.
void expectEachByteToCount(Drive &drive, std::int32_t lba, const RawDisc &disc, Layout layout,
                           const std::vector<std::size_t> &places) {
    for (const std::size_t at : places) {
        Bytes sector = sectorOf(disc, lba, layout);
        sector[at] ^= 0x01;
        expectRefused(drive, lba, sector, disc);
    }
}

// One track of a session at once: index 0 and 1 of a data form, and the lead-out.
Bytes cueSheet(int form, int filled, int leadOut = 300) {
    return joined({cueLine(0x41, 0, 0, filled, -150), cueLine(0x41, 1, 0, form, -150), cueLine(0x41, 1, 1, form, 0),
                   cueLine(0x41, 0xAA, 1, filled, leadOut)});
}

}  // namespace

TEST(rawSectorsOfMode2WithoutFormsAreKept) {
    Drive drive("cd-r-90");
    const RawDisc disc = rawDisc(Layout::Formless);
    burn(drive, disc);
    for (const std::int32_t lba : {0, 77, 299}) {
        const Bytes sector = sectorOf(disc, lba, Layout::Formless);
        expectFields(drive, lba, sector,
                     {{0xF8, {0, 2352}},
                      {0x10, {16, 2352}},
                      {0x18, {16, 2352}},
                      {0x30, {12, 2352}},
                      {0xA0, {0, 16}},
                      {0x20, {12, 16}},
                      {0x80, {0, 12}},
                      {0x90, {0, 0}}});
        EXPECT_EQ(drive.readCd(lba, 1, 3), "GOOD");
        for (const std::uint8_t other : {1, 2, 4, 5}) {
            EXPECT_EQ(drive.readCd(lba, 1, other), "5/64/00");
        }
        EXPECT_EQ(drive.read(lba, 1), "5/64/00");
    }
    EXPECT_EQ(drive.trackInformation(1)[6] & 0x0F, 2);
    EXPECT_EQ(drive.discInformation()[8], 0x00);
}

TEST(rawSectorsOfForm1AndForm2AreKept) {
    for (const Layout layout : {Layout::Form1, Layout::Form2}) {
        Drive drive("cd-r-90");
        const RawDisc disc = rawDisc(layout, CdRomXa);
        burn(drive, disc);
        drive.open();  // the same after the disc was put in again
        const bool form1 = layout == Layout::Form1;
        for (const std::int32_t lba : {0, 150, 299}) {
            const Bytes sector = sectorOf(disc, lba, layout);
            const std::size_t end = form1 ? 2072 : 2352;
            expectFields(drive, lba, sector,
                         {{0xF8, {0, 2352}},
                          {0x10, {24, end}},
                          {0x18, {24, 2352}},
                          {0x40, {16, 24}},
                          {0x50, {16, end}},
                          {0x60, {12, 24}},
                          {0x70, {12, end}},
                          {0xE0, {0, 24}},
                          {0x30, {0, 0}},
                          {0xC0, {0, 0}}});
            EXPECT_EQ(drive.readCd(lba, 1, form1 ? 4 : 5), "GOOD");
            for (const std::uint8_t other : {1, 2, 3, form1 ? 5 : 4}) {
                EXPECT_EQ(drive.readCd(lba, 1, other), "5/64/00");
            }
            EXPECT_EQ(drive.read(lba, 1), form1 ? "GOOD" : "5/64/00");
            EXPECT(!form1 || drive.reply() == disc.content(lba));
        }
        EXPECT_EQ(drive.trackInformation(1)[6] & 0x0F, 2);
        EXPECT_EQ(drive.discInformation()[8], CdRomXa);
        EXPECT_EQ(drive.reply("43 00 02 00 00 00 00 00 FF", 255)[13], CdRomXa);
        const Bytes iso = fileContents(drive.file("disc.iso"));
        EXPECT(part(iso, 2048 * 7, 2048 * 8) == (form1 ? disc.content(7) : Bytes(2048)));
        EXPECT(contains(shell("cat " + drive.file("disc.cue")), "TRACK 01 MODE2/2352"));
        EXPECT(contains(shell("cat " + drive.file("disc.toc")), "CD_ROM_XA"));
        EXPECT(contains(shell("cat " + drive.file("disc.toc")), "TRACK MODE2_RAW"));
    }
}

TEST(rawSectorsOfMode0AreKept) {
    Drive drive("cd-r-90");
    const RawDisc disc = rawDisc(Layout::Mode0);
    write(begin(drive), disc, disc.leadIn, 5);
    for (const std::size_t at : {0U, 1U, 12U, 15U, 16U, 2064U, 2351U}) {
        Bytes sector = sectorOf(disc, 5, Layout::Mode0);
        sector[at] ^= 0x01;
        expectRefused(drive, 5, sector, disc);
    }
    write(drive, disc, 5, disc.end());
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.readCd(5, 1), "GOOD");
    EXPECT(drive.reply() == sectorOf(disc, 5, Layout::Mode0));
    for (const std::uint8_t type : {1, 2, 3, 4, 5}) {
        EXPECT_EQ(drive.readCd(5, 1, type), "5/64/00");
    }
    EXPECT_EQ(drive.read(5, 1), "5/64/00");
}

TEST(checkSumsOfMode2AreChecked) {
    for (const Layout layout : {Layout::Form1, Layout::Form2}) {
        Drive drive("cd-r-90");
        const RawDisc disc = rawDisc(layout, CdRomXa);
        write(begin(drive), disc, disc.leadIn, 100);
        std::vector<std::size_t> places = {0,  11, 12,   13,   14,   15,   16,   19,  20,
                                           23, 24, 2000, 2071, 2072, 2347, 2348, 2351};
        expectEachByteToCount(drive, 100, disc, layout, places);
        expectRefused(drive, 100, sectorOf(disc, 101, layout), disc);
        expectRefused(drive, 100, dataSector(100, Layout::Mode1, Bytes(2048)), disc);
        expectRefused(drive, 100, dataSector(100, Layout::Mode0, {}), disc);
        Bytes unequal = sectorOf(disc, 100, layout);
        unequal[16] ^= 1;  // of what follows from it, all is right, but it tells another file number than its copy
        expectRefused(drive, 100, unequal, disc);
        write(drive, disc, 100, 101);
    }
}

// No EDC at all is as good as the right one.
TEST(theEdcOfForm2MayBeLeftOut) {
    Drive drive("cd-r-90");
    const RawDisc disc = rawDisc(Layout::Form2, CdRomXa);
    write(begin(drive), disc, disc.leadIn, 10);
    Bytes sector = sectorOf(disc, 10, Layout::Form2);
    std::fill(sector.begin() + 2348, sector.end(), std::uint8_t{0});
    EXPECT_EQ(drive.writeSized(10, scrambled(sector) + part(disc.block(10), 2352, Size96), Size96), "GOOD");
    write(drive, disc, 11, disc.end());
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.readCd(10, 1), "GOOD");
    EXPECT(drive.reply() == sector);
}

// Of one track, some sectors may be of form 1 and some of form 2. A read takes each as it is.
TEST(formsMayAlternate) {
    Drive drive("cd-r-90");
    RawDisc one = rawDisc(Layout::Form1, CdRomXa), two = rawDisc(Layout::Form2, CdRomXa);
    write(begin(drive), one, one.leadIn, 0);
    for (std::int32_t lba = 0; lba < 300; ++lba) {
        EXPECT_EQ(drive.writeSized(lba, (lba % 2 == 0 ? one : two).block(lba), Size96), "GOOD");
    }
    write(drive, one, 300, one.end());
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.readCd(20, 2, 0, 0x10), "GOOD");
    const Bytes second = sectorOf(two, 21, Layout::Form2);
    EXPECT(drive.reply() == one.content(20) + part(second, 24, 2352));
    EXPECT_EQ(drive.readCd(20, 2, 4), "5/64/00");
    EXPECT_EQ(drive.read(20, 1), "GOOD");
    EXPECT_EQ(drive.read(20, 2), "5/64/00");
    const Bytes sense(drive.answer().sense.begin(), drive.answer().sense.end());
    EXPECT_EQ(get32(sense, 3), 21U);
}

TEST(dataForMode2OfACueSheetIsFramedByTheDrive) {
    struct Case {
        int form, filled;
        Layout layout;
        std::size_t size;
    };
    for (const Case &one : {Case{0x20, 0x24, Layout::Form1, 2336}, Case{0x20, 0x24, Layout::Form2, 2336},
                            Case{0x21, 0x24, Layout::Form1, 2352}, Case{0x30, 0x34, Layout::Formless, 2336},
                            Case{0x31, 0x34, Layout::Formless, 2352}}) {
        Drive drive;
        drive.open();
        EXPECT_EQ(drive.selectSession(2), "GOOD");
        EXPECT_EQ(drive.sendCueSheet(cueSheet(one.form, one.filled)), "GOOD");
        const RawDisc disc = rawDisc(one.layout);
        EXPECT_EQ(drive.writeSized(-150, disc.main(-150), 2352), one.size == 2352 ? "GOOD" : "5/24/00");
        for (std::int32_t lba = one.size == 2352 ? -149 : -150; lba < 300; ++lba) {
            Bytes sent = sectorOf(disc, lba, one.layout);
            std::fill(sent.begin(), sent.begin() + 16, std::uint8_t{0xEE});  // the drive's own, as are EDC and ECC
            if (one.layout != Layout::Formless) {
                const std::size_t end = one.layout == Layout::Form1 ? 2072 : 2348;
                std::fill(sent.begin() + static_cast<std::ptrdiff_t>(end), sent.end(), std::uint8_t{0xEE});
            }
            EXPECT_EQ(drive.writeSized(lba, part(sent, 2352 - one.size, 2352), one.size), "GOOD");
        }
        EXPECT_EQ(drive.synchronize(), "GOOD");
        EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0x0E);
        for (const std::int32_t lba : {0, 120, 299}) {
            EXPECT_EQ(drive.readCd(lba, 1), "GOOD");
            EXPECT(drive.reply() == sectorOf(disc, lba, one.layout));
        }
    }
}

// The drive's own pause in front of mode 2: form 2, where there are forms.
TEST(pausesOfMode2AreFilledByTheDrive) {
    for (const auto &[form, filled, layout] : {std::tuple{0x20, 0x24, Layout::Form2}, {0x30, 0x34, Layout::Formless}}) {
        Drive drive;
        drive.open();
        EXPECT_EQ(drive.selectSession(2), "GOOD");
        EXPECT_EQ(drive.sendCueSheet(joined({cueLine(0x41, 0, 0, 0x14, -150), cueLine(0x41, 1, 0, 0x10, -150),
                                             cueLine(0x41, 1, 1, 0x10, 0), cueLine(0x41, 2, 0, filled, 300),
                                             cueLine(0x41, 2, 1, form, 450), cueLine(0x41, 0xAA, 1, filled, 750)})),
                  "GOOD");
        EXPECT_EQ(drive.writeSized(-150, pattern(450), 2048), "GOOD");
        const Bytes two(2336);
        for (std::int32_t lba = 450; lba < 750; ++lba) {
            EXPECT_EQ(drive.writeSized(lba, two, two.size()), "GOOD");
        }
        EXPECT_EQ(drive.synchronize(), "GOOD");
        EXPECT_EQ(drive.readCd(400, 1), "GOOD");
        EXPECT(drive.reply() == dataSector(400, layout, {}));
        EXPECT_EQ(drive.readCd(299, 2), "5/64/00");  // from one mode into another
        EXPECT_EQ(drive.trackInformation(1)[6] & 0x0F, 1);
        EXPECT_EQ(drive.trackInformation(2)[6] & 0x0F, 2);
    }
}

TEST(cueSheetsThatMixModesAreRefused) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectSession(2), "GOOD");
    EXPECT_EQ(drive.sendCueSheet(cueSheet(0x20, 0x24)), "GOOD");
    for (const int filled : {0x01, 0x14, 0x34, 0x20}) {
        EXPECT_EQ(drive.sendCueSheet(joined({cueLine(0x41, 0, 0, 0x24, -150), cueLine(0x41, 1, 0, 0x20, -150),
                                             cueLine(0x41, 1, 1, 0x20, 0), cueLine(0x41, 0xAA, 1, filled, 300)})),
                  "5/26/00");  // a lead-out of another mode
    }
    for (const int form : {0x00, 0x10, 0x14, 0x30, 0x34, 0x24, 0x22, 0x23}) {
        EXPECT_EQ(drive.sendCueSheet(joined({cueLine(0x41, 0, 0, 0x24, -150), cueLine(0x41, 1, 0, 0x20, -150),
                                             cueLine(0x41, 1, 1, form, 0), cueLine(0x41, 0xAA, 1, 0x24, 300)})),
                  "5/26/00");
    }
    // A track of another mode has two seconds in front of it.
    for (const int pause : {0, 149, 150}) {
        EXPECT_EQ(drive.sendCueSheet(
                      joined({cueLine(0x41, 0, 0, 0x14, -150), cueLine(0x41, 1, 0, 0x10, -150),
                              cueLine(0x41, 1, 1, 0x10, 0), cueLine(0x41, 2, 0, 0x30, 400),
                              cueLine(0x41, 2, 1, 0x30, 400 + std::max(pause, 1)), cueLine(0x41, 0xAA, 1, 0x34, 900)})),
                  pause == 150 ? "GOOD" : "5/26/00");
    }
}

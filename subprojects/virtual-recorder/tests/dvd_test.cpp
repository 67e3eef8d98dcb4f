// SPDX-License-Identifier: LGPL-2.1-or-later
// DVD+R: ECC blocks, sessions, close functions.
#include "check.hpp"
#include "drive.hpp"

using namespace test;

TEST(aBlankDvdPlusR) {
    Drive drive("dvd+r");
    drive.open();
    EXPECT_EQ(drive.discInformation()[2], 0x00);
    const Bytes track = drive.trackInformation();
    EXPECT_EQ(track[6], 0x61);
    EXPECT_EQ(get32(track, 20), 16U);
    EXPECT_EQ(drive.nextWritable(), 0);
    EXPECT_EQ(drive.freeBlocks(), 2295104);
    EXPECT_EQ(drive.read(0, 1), "5/21/00");
    EXPECT_EQ(drive.receive("43 00 04 00 00 00 00 00 1C", 28), "5/24/00");
    EXPECT_EQ(drive.receive("43 00 02 00 00 00 00 00 1C", 28), "5/24/00");
}

TEST(structuresOfADvdPlusR) {
    Drive drive("dvd+r");
    drive.open();
    const Bytes physical = drive.reply("AD 00 00 00 00 00 00 00 08 04", 2052);
    EXPECT_EQ(physical.size(), 2052U);
    EXPECT_EQ(get16(physical, 0), 2050U);
    EXPECT_EQ(physical[4], 0xA1);              // DVD+R, version 1
    EXPECT_EQ(physical[5] >> 4, 0);            // 120 mm
    EXPECT_EQ(physical[6], 0x02);              // one layer, recordable
    EXPECT_EQ(get32(physical, 8), 0x030000U);  // the data zone
    EXPECT_EQ(get32(physical, 12) - 0x030000, 2295103U);
    EXPECT_EQ(std::string(physical.begin() + 23, physical.begin() + 34), std::string("BURNISH\0VR1", 11));
    EXPECT_EQ(drive.reply("AD 00 00 00 00 00 00 00 00 04", 4).size(), 4U);
    EXPECT(drive.reply("AD 00 00 00 00 00 00 01 00 08", 8) == Bytes({0, 6, 0, 0, 0, 0, 0, 0}));
    EXPECT(drive.reply("AD 00 00 00 00 00 00 FF 00 FF", 255) ==
           Bytes({0, 10, 0, 0, 0x00, 0x40, 0x08, 0x04, 0x01, 0x40, 0x00, 0x08}));
}

TEST(structuresThatAreNotThere) {
    Drive dvd("dvd+r");
    dvd.open();
    EXPECT_EQ(dvd.receive("AD 00 00 00 00 00 00 20 00 0C", 12), "5/24/00");  // boundary of layers
    EXPECT_EQ(dvd.receive("AD 00 00 00 00 00 01 00 08 04", 2052), "5/24/00");
    EXPECT_EQ(dvd.receive("AD 01 00 00 00 00 00 00 08 04", 2052), "5/24/00");  // of a BD
    Drive cd("cd-r-80");
    cd.open();
    EXPECT_EQ(cd.receive("AD 00 00 00 00 00 00 00 08 04", 2052), "5/30/02");
    Drive none;
    none.options.empty = true;
    none.open();
    EXPECT_EQ(none.receive("AD 00 00 00 00 00 00 00 08 04", 2052), "2/3A/01");
}

TEST(eccBlocksArePaddedOnSynchronize) {
    Drive drive("dvd+r");
    drive.open();
    EXPECT_EQ(drive.write(0, pattern(5)), "GOOD");
    EXPECT_EQ(drive.write(16, pattern(1)), "5/21/02");
    EXPECT_EQ(drive.write(5, pattern(16, 2)), "GOOD");
    EXPECT_EQ(drive.nextWritable(), 21);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.nextWritable(), 32);
    EXPECT_EQ(drive.read(5, 16), "GOOD");
    EXPECT(drive.reply() == pattern(16, 2));
    EXPECT_EQ(drive.read(31, 1), "GOOD");
    EXPECT(drive.reply() == Bytes(2048));
    EXPECT_EQ(drive.read(32, 1), "5/21/00");
    EXPECT_EQ(drive.write(32, pattern(16)), "GOOD");  // the same track goes on
    EXPECT_EQ(drive.trackInformation()[2], 1);
    EXPECT_EQ(get32(drive.trackInformation(), 28), 47U);
}

TEST(sessionsOfADvdPlusR) {
    Drive drive("dvd+r");
    drive.open();
    EXPECT_EQ(drive.write(0, pattern(20, 1)), "GOOD");
    for (const int function : {2, 5, 6}) {
        EXPECT_EQ(drive.closing(function), "5/72/03");
    }
    for (const int function : {0, 3, 4, 7}) {
        EXPECT_EQ(drive.closing(function), "5/24/00");
    }
    EXPECT_EQ(drive.closing(1, 2), "5/24/00");
    EXPECT_EQ(drive.closing(1, 1), "GOOD");
    EXPECT_EQ(drive.nextWritable(), 32);
    EXPECT_EQ(drive.discInformation()[2], 0x05);
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x01);
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(get32(drive.reply("25", 8), 0), 31U);
    drive.open();
    EXPECT_EQ(drive.nextWritable(), 32 + 2048);
    EXPECT_EQ(drive.write(2080, pattern(16, 2)), "GOOD");
    EXPECT_EQ(drive.closing(1, 2), "GOOD");
    EXPECT_EQ(drive.closing(6), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x0E);
    EXPECT_EQ(drive.discInformation()[4], 2);
    EXPECT_EQ(drive.closing(6), "5/30/05");
    EXPECT_EQ(drive.write(2096, pattern(16)), "5/30/05");
    EXPECT_EQ(drive.read(2080, 16), "GOOD");
    EXPECT(drive.reply() == pattern(16, 2));
    EXPECT_EQ(drive.read(32, 1), "5/64/00");
    EXPECT_EQ(get32(drive.reply("43 00 01 00 00 00 00 00 0C", 12), 8), 2080U);
}

TEST(anAppendableDvdPlusRCanBeFinalized) {
    Drive drive("dvd+r");
    drive.open();
    EXPECT_EQ(drive.closing(6), "GOOD");  // blank: there is nothing to finalize
    EXPECT_EQ(drive.discInformation()[2], 0x00);
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    EXPECT_EQ(drive.closing(1, 0xFF), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.closing(5), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x0E);
}

TEST(aFullDvdPlusR) {
    Drive drive("dvd+r");
    drive.options.discard = true;
    drive.open();
    constexpr std::int32_t Chunk = 16384, Capacity = 2295104;
    const Bytes chunk(std::size_t{Chunk} * 2048);
    std::int32_t lba = 0;
    for (; lba + Chunk <= Capacity; lba += Chunk) {
        EXPECT_EQ(drive.write(lba, chunk), "GOOD");
    }
    EXPECT_EQ(drive.write(lba, chunk), "5/63/00");
    EXPECT_EQ(drive.write(lba, Bytes(static_cast<std::size_t>(Capacity - lba) * 2048)), "GOOD");
    EXPECT_EQ(drive.write(Capacity, Bytes(2048)), "5/21/00");
    EXPECT_EQ(drive.freeBlocks(), 0);
    EXPECT_EQ(drive.closing(1, 1), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.trackInformation()[7] & 1, 0);
    EXPECT_EQ(drive.write(Capacity - 16, pattern(16)), "5/63/00");
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// Tray, lock, change of disc.
#include "check.hpp"
#include "drive.hpp"

using namespace test;

TEST(aLockedTrayStaysClosed) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.command("1E 00 00 00 01"), "GOOD");
    EXPECT_EQ(drive.command("1B 00 00 00 02"), "5/53/02");
    EXPECT_EQ(drive.command("00"), "GOOD");
    EXPECT_EQ(drive.command("1E 00 00 00 00"), "GOOD");
    EXPECT_EQ(drive.command("1B 00 00 00 02"), "GOOD");
    EXPECT_EQ(drive.command("00"), "2/3A/02");
    EXPECT_EQ(drive.command("1E 00 00 00 02"), "5/24/00");
}

TEST(aLoadedDiscBecomesReadyAndIsNew) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.command("1B 00 00 00 02"), "GOOD");
    EXPECT_EQ(drive.receive("51 00 00 00 00 00 00 00 22", 34), "2/3A/02");
    EXPECT_EQ(get16(drive.reply("46 02 00 00 00 00 00 00 08", 8), 6), 0U);
    EXPECT_EQ(drive.command("1B 01 00 00 03"), "GOOD");
    EXPECT_EQ(drive.command("00"), "2/04/01");
    EXPECT_EQ(drive.receive("51 00 00 00 00 00 00 00 22", 34), "2/04/01");
    EXPECT_EQ(drive.command("00"), "2/04/01");
    EXPECT_EQ(drive.command("00"), "6/28/00");
    EXPECT_EQ(drive.command("00"), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x00);
}

TEST(eventsAreToldOnce) {
    Drive drive;
    drive.open();
    const std::string cdb = "4A 01 00 00 10 00 00 00 08";
    EXPECT(drive.reply(cdb, 8) == (Bytes{0, 6, 4, 0x10, 0, 2, 0, 0}));
    EXPECT_EQ(drive.command("1B 00 00 00 02"), "GOOD");
    EXPECT(drive.reply(cdb, 8) == (Bytes{0, 6, 4, 0x10, 3, 1, 0, 0}));
    EXPECT(drive.reply(cdb, 8) == (Bytes{0, 6, 4, 0x10, 0, 1, 0, 0}));
    EXPECT_EQ(drive.command("1B 00 00 00 03"), "GOOD");
    EXPECT_EQ(drive.reply(cdb, 4).size(), 4U);
    EXPECT_EQ(drive.reply("4A 01 00 00 10 00 00 00 04", 8).size(), 4U);
    EXPECT_EQ(drive.reply("4A 01 00 00 02 00 00 00 08", 8)[2], 0x80);
    EXPECT_EQ(drive.receive("4A 00 00 00 10 00 00 00 08", 8), "5/24/00");
}

TEST(theTrayStaysClosedWhileATrackIsWritten) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    EXPECT_EQ(drive.command("1B 00 00 00 02"), "5/2C/00");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.command("1B 00 00 00 02"), "GOOD");
}

TEST(anEmptyTrayCloses) {
    Drive drive;
    drive.options.empty = true;
    drive.open();
    EXPECT_EQ(drive.command("1B 00 00 00 02"), "GOOD");
    EXPECT_EQ(drive.command("00"), "2/3A/02");
    EXPECT_EQ(drive.command("1B 00 00 00 03"), "GOOD");
    EXPECT_EQ(drive.command("00"), "2/3A/01");
    EXPECT_EQ(drive.command("1B 00 00 00 01"), "2/3A/01");
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// Tray, lock, change of disc.
#include "check.hpp"
#include "drive.hpp"

using namespace test;
using namespace virtual_recorder;

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

TEST(theButtonMovesTheTray) {
    Drive drive;
    drive.open();
    EXPECT(drive.recorder().pressButton() == Button::Opened);
    EXPECT(drive.recorder().trayOpen());
    EXPECT_EQ(drive.command("00"), "2/3A/02");
    EXPECT(drive.recorder().pressButton() == Button::Closed);
    EXPECT(!drive.recorder().trayOpen());
    EXPECT_EQ(drive.command("00"), "2/04/01");
}

TEST(theButtonOfALockedTrayAsksTheHost) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.command("1E 00 00 00 01"), "GOOD");
    EXPECT(drive.recorder().pressButton() == Button::HostAsked);
    EXPECT(drive.reply("4A 01 00 00 10 00 00 00 08", 8) == (Bytes{0, 6, 4, 0x10, 1, 2, 0, 0}));
    EXPECT(drive.reply("4A 01 00 00 10 00 00 00 08", 8) == (Bytes{0, 6, 4, 0x10, 0, 2, 0, 0}));
    EXPECT_EQ(drive.command("00"), "GOOD");
}

TEST(theButtonDoesNotDisturbAWrite) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    EXPECT(drive.recorder().pressButton() == Button::Busy);
    EXPECT_EQ(drive.command("1E 00 00 00 01"), "GOOD");
    EXPECT(drive.recorder().pressButton() == Button::Busy);  // and the host is not asked
    EXPECT_EQ(drive.reply("4A 01 00 00 10 00 00 00 08", 8)[4], 0);
    EXPECT_EQ(drive.command("1E 00 00 00 00"), "GOOD");
    EXPECT_EQ(drive.write(16, pattern(16)), "GOOD");
    EXPECT_EQ(drive.synchronize(true), "GOOD");
    EXPECT(drive.recorder().pressButton() == Button::Opened);  // it takes no time

    Drive paced("cd-rw-80");
    paced.options.pace = 4;
    paced.open();
    EXPECT_EQ(paced.command("A1 11"), "GOOD");
    EXPECT(paced.recorder().pressButton() == Button::Busy);
    paced.advance(std::chrono::hours(1));
    EXPECT(paced.recorder().pressButton() == Button::Opened);
}

TEST(aDiscIsChangedInTheOpenTray) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(300)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    const auto serialNumber = [&] {  // the feature behind the header, which tells the profile
        const Bytes reply = drive.reply("46 02 01 08 00 00 00 00 40", 64);
        return part(reply, 8, reply.size());
    };
    const Bytes serial = serialNumber();
    Options other;
    other.folder = drive.folder().file("other");
    other.medium = "dvd+r";
    Failure failure;
    EXPECT(!drive.recorder().changeDisc(other, failure));
    EXPECT(failure.trouble == Trouble::InUse);
    EXPECT_EQ(drive.read(0, 1), "GOOD");

    EXPECT(drive.recorder().pressButton() == Button::Opened);
    EXPECT(drive.recorder().changeDisc(other, failure));
    EXPECT_EQ(drive.command("00"), "2/3A/02");
    EXPECT(drive.recorder().pressButton() == Button::Closed);
    for (const char *answer : {"2/04/01", "2/04/01", "2/04/01", "6/28/00", "GOOD"}) {
        EXPECT_EQ(drive.command("00"), answer);
    }
    EXPECT_EQ(get16(drive.reply("46 02 00 00 00 00 00 00 08", 8), 6), 0x1BU);
    EXPECT(serialNumber() == serial);  // the drive is the same
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");

    // The first disc is as it was left, and can be used elsewhere meanwhile.
    Options first = drive.options;
    EXPECT(Recorder::open(first, failure) != nullptr);
}

TEST(aDiscThatCannotBeOpenedLeavesTheTrayEmpty) {
    Drive drive;
    drive.open();
    EXPECT(drive.recorder().pressButton() == Button::Opened);
    Failure failure;
    Options other;
    other.folder = drive.folder().file("other");
    other.medium = "vinyl";
    EXPECT(!drive.recorder().changeDisc(other, failure));
    EXPECT(failure.trouble == Trouble::UnknownMedium);
    other.medium = "";
    writeText(other.folder, "a letter");
    EXPECT(!drive.recorder().changeDisc(other, failure));
    EXPECT(failure.trouble == Trouble::NotADisc);
    EXPECT(drive.recorder().pressButton() == Button::Closed);
    EXPECT_EQ(drive.command("00"), "2/3A/01");

    EXPECT(drive.recorder().pressButton() == Button::Opened);
    EXPECT(drive.recorder().changeDisc(drive.options, failure));
    other.empty = true;
    EXPECT(drive.recorder().changeDisc(other, failure));
    EXPECT(drive.recorder().pressButton() == Button::Closed);
    EXPECT_EQ(drive.command("00"), "2/3A/01");
}

TEST(aTrackThatIsOpenStaysOnTheDiscThatIsTakenOut) {
    Drive drive("dvd+r");
    drive.open();
    EXPECT_EQ(drive.write(0, pattern(32)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT(drive.recorder().pressButton() == Button::Opened);
    Options none;
    none.folder = "none";
    none.empty = true;
    Failure failure;
    EXPECT(drive.recorder().changeDisc(none, failure));
    EXPECT(drive.recorder().changeDisc(drive.options, failure));
    EXPECT(drive.recorder().pressButton() == Button::Closed);
    for (const char *answer : {"2/04/01", "2/04/01", "2/04/01", "6/28/00"}) {
        EXPECT_EQ(drive.command("00"), answer);
    }
    EXPECT_EQ(drive.nextWritable(), 32);
}

TEST(aHostThatWaitsFindsTheDiscReady) {
    Drive drive;
    drive.options.hostWaits = true;
    drive.open();
    EXPECT_EQ(drive.command("1B 00 00 00 02"), "GOOD");
    EXPECT_EQ(drive.command("1B 00 00 00 03"), "GOOD");
    EXPECT_EQ(drive.command("00"), "6/28/00");
    EXPECT_EQ(drive.command("00"), "GOOD");
}

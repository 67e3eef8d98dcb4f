// SPDX-License-Identifier: LGPL-2.1-or-later
// Hands at a recorder that a host uses at the same time.
#include "../../tcmu/loaded_recorder.hpp"
#include "../check.hpp"
#include "../drive.hpp"

#include <functional>
#include <future>

using namespace test;
using namespace virtual_recorder;
using namespace virtual_recorder::attach;
using namespace std::chrono_literals;

namespace {

struct Loaded {
    Loaded() {
        Options options;
        options.folder = folder.file("disc");
        options.hostWaits = true;
        Failure failure;
        recorder = std::make_unique<LoadedRecorder>(Recorder::open(options, failure), log);
        EXPECT_EQ(command({0, 0, 0, 0, 0, 0}), "6/29/00");
        other.folder = folder.file("other");
    }

    std::string command(const Bytes &cdb) { return outcome(recorder->execute(cdb, Direction::None, {})); }
    int mediaEvent() {
        Bytes reply(8);
        const Bytes cdb = {0x4A, 1, 0, 0, 0x10, 0, 0, 0, 8, 0};
        EXPECT_EQ(outcome(recorder->execute(cdb, Direction::FromDevice, reply)), "GOOD");
        return reply[4];
    }

    TemporaryFolder folder;
    server::CommandLog log;
    std::unique_ptr<LoadedRecorder> recorder;
    Options other;
    std::string message;
};

const Bytes TestUnitReady = {0, 0, 0, 0, 0, 0}, Lock = {0x1E, 0, 0, 0, 1, 0}, Unlock = {0x1E, 0, 0, 0, 0, 0},
            Eject = {0x1B, 0, 0, 0, 2, 0};

}  // namespace

TEST(anotherDiscIsPutIn) {
    Loaded drive;
    EXPECT(drive.recorder->insert(drive.other, 0ms, drive.message));
    EXPECT_EQ(drive.mediaEvent(), 2);
    EXPECT_EQ(drive.command(TestUnitReady), "6/28/00");
    EXPECT_EQ(drive.command(TestUnitReady), "GOOD");
    EXPECT(std::filesystem::exists(drive.folder.file("other/disc.json")));
}

// A hand that wishes to open the locked tray, and a host that polls and opens it.
void openWhileAsked(Loaded &drive, const std::function<bool()> &wish) {
    EXPECT_EQ(drive.command(Lock), "GOOD");
    auto wished = std::async(std::launch::async, wish);
    while (drive.mediaEvent() != 1) {
        std::this_thread::yield();
    }
    EXPECT_EQ(drive.command(Unlock), "GOOD");
    EXPECT_EQ(drive.command(Eject), "GOOD");
    EXPECT(wished.get());
}

TEST(theHostIsAskedToOpenALockedTray) {
    Loaded drive;
    openWhileAsked(drive, [&] { return drive.recorder->insert(drive.other, 1h, drive.message); });
    EXPECT_EQ(drive.command(TestUnitReady), "6/28/00");
}

TEST(theButtonOfALockedTrayAsksTheHostToo) {
    Loaded drive;
    openWhileAsked(drive, [&] { return drive.recorder->press(1h, drive.message); });
    EXPECT(contains(drive.message, "open"));
    EXPECT_EQ(drive.command(TestUnitReady), "2/3A/02");
    EXPECT(drive.recorder->press(1h, drive.message));
    EXPECT(contains(drive.message, "closed"));
    EXPECT_EQ(drive.command(TestUnitReady), "6/28/00");
}

TEST(aHostThatDoesNotOpenKeepsItsDisc) {
    Loaded drive;
    EXPECT_EQ(drive.command(Lock), "GOOD");
    EXPECT(!drive.recorder->insert(drive.other, 1ms, drive.message));
    EXPECT(contains(drive.message, "locked"));
    EXPECT(!drive.recorder->press(0ms, drive.message));
    EXPECT(contains(drive.message, "locked"));
    EXPECT_EQ(drive.command(TestUnitReady), "GOOD");
}

TEST(aDiscThatIsInUseDoesNotComeIn) {
    Loaded drive;
    Failure failure;
    const auto elsewhere = Recorder::open(drive.other, failure);
    EXPECT(!drive.recorder->insert(drive.other, 0ms, drive.message));
    EXPECT(contains(drive.message, "in use"));
    EXPECT(contains(drive.message, "open and empty"));
    EXPECT_EQ(drive.command(TestUnitReady), "2/3A/02");
    EXPECT(drive.recorder->press(0ms, drive.message));
    EXPECT_EQ(drive.command(TestUnitReady), "2/3A/01");
}

TEST(aWriteIsNotDisturbed) {
    Loaded drive;
    drive.other.medium = "dvd+r";
    EXPECT(drive.recorder->insert(drive.other, 0ms, drive.message));
    EXPECT_EQ(drive.command(TestUnitReady), "6/28/00");
    Bytes data = pattern(16);
    const Bytes write = {0x2A, 0, 0, 0, 0, 0, 0, 0, 16, 0};
    EXPECT_EQ(outcome(drive.recorder->execute(write, Direction::ToDevice, data)), "GOOD");
    EXPECT(!drive.recorder->insert(drive.other, 0ms, drive.message));
    EXPECT(contains(drive.message, "writing"));
    EXPECT(!drive.recorder->press(0ms, drive.message));
    EXPECT(contains(drive.message, "writing"));
}

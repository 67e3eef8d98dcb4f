// SPDX-License-Identifier: LGPL-2.1-or-later
// virtual+unix: recorders that another process serves. They are drives like any other, can be held, and can be lost.
#include "data_support.hpp"
#include "served_recorder.hpp"

#include "recorder/disc_master.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

using namespace burnish;
using namespace test;
namespace fs = std::filesystem;

namespace {

std::string answer(std::initializer_list<int> bytes) {
    return {bytes.begin(), bytes.end()};
}

bool mentions(const Error &error, const std::string &text) {
    return (error.message + error.detail).find(text) != std::string::npos;
}

}  // namespace

TEST(aServedRecorderIsADrive) {
    const ServedRecorder served("medium=dvd%2Br");
    const auto recorder = served.open();
    EXPECT_EQ(recorder->device(), served.device());
    EXPECT_EQ(recorder->volumeName(), served.device());  // its path is absolute
    EXPECT_EQ(recorder->vendorId(), "BURNISH");
    const auto medium = inspectMedium(recorder->drive());
    EXPECT_OK(medium);
    EXPECT(medium->physicallyBlank);
}

TEST(dataIsBurnedThroughTheSocketAndProven) {
    for (const char *kind : {"cd-r-80", "dvd%2Br"}) {
        ServedRecorder served(std::string("medium=") + kind);
        {
            const auto recorder = served.open();
            const auto format = dataFormat(recorder);
            change(*format, [](DataSettings &s) { s.verification = VerificationLevel::Full; });
            PatternStream stream(1000 * Sector);
            const auto outcome = write(*format, stream);
            EXPECT_EQ(outcome.status, status::S_OK);
            EXPECT(outcome.report->verified);
            EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string());
        }
        served.end(SIGTERM);
        std::ifstream iso(served.folder().path() / "disc/disc.iso", std::ios::binary);
        std::vector<std::uint8_t> found(1000 * Sector);
        iso.read(reinterpret_cast<char *>(found.data()), static_cast<std::streamsize>(found.size()));
        EXPECT(found == PatternStream::bytes(1000 * Sector));
        EXPECT_OK(Recorder::open(served.virtualDevice()));  // the disc is free again
    }
}

TEST(onlyOneHoldsItExclusively) {
    const ServedRecorder served;
    const auto first = served.open();
    const auto second = served.open();  // looking at it is for everybody
    EXPECT_OK(first->acquireExclusiveAccess(false, "the first"));
    const auto refused = second->acquireExclusiveAccess(true, "the second");
    EXPECT_STATUS(refused, status::E_RECORDER_LOCKED);
    const std::string who = "process " + std::to_string(::getpid()) + " (the first)";
    EXPECT(mentions(refused.error(), who));
    EXPECT(refused.error().canRetry);
    EXPECT_EQ(second->exclusiveAccessOwner(), who);
    EXPECT_OK(second->drive().testUnitReady());
    EXPECT_OK(first->releaseExclusiveAccess());
    EXPECT_EQ(second->exclusiveAccessOwner(), std::string());
    EXPECT_OK(second->acquireExclusiveAccess(false, "the second"));
}

TEST(aBurnByASecondProgramIsRefusedAndNothingIsWritten) {
    const ServedRecorder served;
    const auto first = served.open();
    EXPECT_OK(first->acquireExclusiveAccess(false, "the first"));
    const auto second = served.open();
    const auto format = dataFormat(second);
    PatternStream stream(300 * Sector);
    const auto outcome = write(*format, stream);
    EXPECT_EQ(outcome.status, status::E_RECORDER_LOCKED);
    const auto medium = inspectMedium(first->drive());
    EXPECT_OK(medium);
    EXPECT(medium->physicallyBlank);
}

TEST(theHolderGoesAndTheDriveIsFree) {
    const ServedRecorder served;
    auto first = served.open();
    EXPECT_OK(first->acquireExclusiveAccess(false, "the first"));
    first.reset();
    EXPECT_OK(served.open()->acquireExclusiveAccess(false, "the second"));
}

TEST(aServerThatDiesIsADriveThatIsGone) {
    for (const int signal : {SIGKILL, SIGTERM}) {
        ServedRecorder served;
        const auto recorder = served.open();
        EXPECT_OK(recorder->drive().waitUntilReady(std::chrono::seconds(5)));
        served.end(signal);
        const auto asked = recorder->drive().discInformation();
        EXPECT_STATUS(asked, status::E_DEV_NOT_EXIST);
        EXPECT(mentions(asked.error(), served.device()));
        EXPECT_STATUS(recorder->drive().testUnitReady(), status::E_DEV_NOT_EXIST);
        EXPECT_STATUS(recorder->acquireExclusiveAccess(false, "me"), status::E_DEV_NOT_EXIST);
        EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string());
        EXPECT_STATUS(Recorder::open(served.device()), status::E_DEV_NOT_EXIST);
    }
}

TEST(aServerThatDiesInMidBurnEndsTheBurn) {
    for (const char *kind : {"cd-r-80", "dvd%2Br"}) {
        ServedRecorder served(std::string("medium=") + kind);
        {
            const auto recorder = served.open();
            const auto format = dataFormat(recorder);
            change(*format, [](DataSettings &s) { s.fifoBytes = 128 * 1024; });
            PatternStream stream(4096 * Sector);
            int reads = 0;
            stream.onRead = [&] {
                if (++reads == 60) {
                    served.end(SIGKILL);
                }
            };
            const auto outcome = write(*format, stream);
            EXPECT_EQ(outcome.status, status::E_DEV_NOT_EXIST);
            EXPECT(!outcome.report->verified);
            EXPECT_EQ(outcome.report->status, status::E_DEV_NOT_EXIST);
        }
        auto left = Recorder::open(served.virtualDevice());
        EXPECT_OK(left);
        const auto medium = inspectMedium((*left)->drive());
        EXPECT_OK(medium);
        EXPECT(!medium->physicallyBlank);
        EXPECT_EQ(medium->sessions, 0);
    }
}

TEST(silenceAndAbsenceOfTheDriveItself) {
    const Folder folder;
    const fs::path faults = folder.path() / "faults";
    std::ofstream(faults) << R"({"faults": [{"command": "READ DISC INFORMATION", "effect": "never"},
        {"command": "READ CAPACITY", "effect": "vanish"}]})";
    const ServedRecorder faulty("faults=" + faults.string());
    const auto recorder = faulty.open();
    EXPECT_OK(recorder->drive().testUnitReady());
    EXPECT_STATUS(recorder->drive().discInformation(), status::E_RECORDER_COMMAND_TIMEOUT);
    EXPECT_OK(recorder->drive().discInformation());
    mmc::Command command;
    command.length = 10;
    command.cdb[0] = 0x25;
    std::array<std::uint8_t, 8> reply{};
    command.direction = mmc::Direction::FromDevice;
    EXPECT_STATUS(recorder->drive().transport().execute(command, reply), status::E_DEV_NOT_EXIST);
    EXPECT_STATUS(recorder->drive().testUnitReady(), status::E_DEV_NOT_EXIST);
}

TEST(nobodyServesThere) {
    const Folder folder;
    const std::string path = folder.path() / "s";
    const auto missing = Recorder::open("virtual+unix:" + path);
    EXPECT_STATUS(missing, status::E_DEV_NOT_EXIST);
    EXPECT(mentions(missing.error(), "virtual-recorder serve"));
    std::ofstream(path) << "a letter";
    EXPECT_STATUS(Recorder::open("virtual+unix:" + path), status::E_NOT_A_RECORDER);
    EXPECT_STATUS(Recorder::open("virtual+unix:" + folder.path().string()), status::E_NOT_A_RECORDER);
    EXPECT_STATUS(Recorder::open("virtual+unix:" + std::string(120, 's')), status::E_INVALIDARG);
    EXPECT_STATUS(Recorder::open("virtual+unix:" + path + "/x"), status::E_DEV_NOT_EXIST);
    ServedRecorder served;
    served.end(SIGKILL);  // its socket stays behind
    EXPECT_STATUS(Recorder::open(served.device()), status::E_DEV_NOT_EXIST);
}

TEST(whatDoesNotSpeakTheProtocolIsNoRecorder) {
    for (const auto &bytes : {
             std::string("HTTP/1.1 400 Bad Request\r\n\r\n"),
             answer({2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),    // another version
             answer({1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),    // it does not understand us
             answer({1, 0, 0, 33, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),   // more sense than there can be
             answer({1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}),    // a residual of nothing
             answer({1, 0, 0, 0, 0, 0, 0, 0, 127, 0, 0, 0, 0, 0, 0, 0}),  // more data than was asked for
             answer({1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0}),    // less than it announces
             std::string(),
         }) {
        const Folder folder;
        const std::string path = folder.path() / "s";
        const FakeServer fake(path, bytes);
        EXPECT_STATUS(Recorder::open("virtual+unix:" + path), status::E_NOT_A_RECORDER);
    }
}

TEST(theEnvironmentMayNameIt) {
    const ServedRecorder served;
    ::setenv("BURNISH_DEVICE", served.device().c_str(), 1);
    const auto master = DiscMaster::enumerate();
    EXPECT_OK(master);
    EXPECT(master->isSupportedEnvironment());
}

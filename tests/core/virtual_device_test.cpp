// SPDX-License-Identifier: LGPL-2.1-or-later
// Virtual recorders through the engine's own door: opening, refusals, trouble on the way.
#include "check.hpp"
#include "media/medium.hpp"
#include "recorder/disc_master.hpp"
#include "recorder/recorder.hpp"
#include "temporary_folder.hpp"

#include <fstream>

namespace {

using namespace burnish;
namespace fs = std::filesystem;

TEST(a_missing_folder_becomes_a_blank_disc) {
    const test::TemporaryFolder folder;
    const std::string device = "virtual:" + folder / "new.disc";
    auto recorder = Recorder::open(device + "?medium=dvd+r");
    EXPECT_OK(recorder);
    EXPECT_EQ((*recorder)->device(), device);
    EXPECT_EQ((*recorder)->vendorId(), "BURNISH");
    EXPECT(fs::exists(folder / "new.disc/disc.json"));
    EXPECT_OK((*recorder)->drive().waitUntilReady(std::chrono::seconds(5)));
}

TEST(names_are_percent_decoded) {
    const test::TemporaryFolder folder;
    EXPECT_OK(Recorder::open("virtual:" + folder / "a%20b%3F.disc"));
    EXPECT(fs::exists(folder / "a b?.disc/disc.json"));
}

TEST(a_second_opener_is_told_who_holds_it) {
    const test::TemporaryFolder folder;
    const std::string device = "virtual:" + folder / "x.disc";
    auto first = Recorder::open(device);
    EXPECT_OK(first);
    auto second = Recorder::open(device);
    EXPECT_STATUS(second, status::E_RECORDER_LOCKED);
    EXPECT(second.error().message.find(std::to_string(::getpid())) != std::string::npos);
    EXPECT(second.error().canRetry);
    first->reset();
    EXPECT_OK(Recorder::open(device));
}

TEST(a_disc_in_use_is_a_supported_environment) {
    const test::TemporaryFolder folder;
    const std::string device = "virtual:" + folder / "x.disc";
    auto first = Recorder::open(device);
    EXPECT_OK(first);
    ::setenv("BURNISH_DEVICE", device.c_str(), 1);
    EXPECT(DiscMaster::enumerate()->isSupportedEnvironment());
}

TEST(folders_that_are_no_discs) {
    const test::TemporaryFolder folder;
    fs::create_directory(folder / "photos");
    std::ofstream(folder / "photos/a.jpg") << "x";
    EXPECT_STATUS(Recorder::open("virtual:" + folder / "photos"), status::E_NOT_A_DISC_FOLDER);
    std::ofstream(folder / "file") << "x";
    EXPECT_STATUS(Recorder::open("virtual:" + folder / "file"), status::E_NOT_A_DISC_FOLDER);
    EXPECT(fs::exists(folder / "photos/a.jpg"));
    EXPECT_STATUS(Recorder::open("virtual:" + folder / "no/such/parent/x.disc"), status::E_FAIL);
}

TEST(another_medium_than_the_discs_own) {
    const test::TemporaryFolder folder;
    const std::string device = "virtual:" + folder / "x.disc";
    EXPECT_OK(Recorder::open(device + "?medium=cd-r-74"));
    EXPECT_STATUS(Recorder::open(device + "?medium=dvd+r"), status::E_MEDIUM_CONTRADICTS_DISC);
    EXPECT_OK(Recorder::open(device + "?medium=cd-r-74"));
    EXPECT_OK(Recorder::open(device));
}

TEST(media_and_faults_that_do_not_exist) {
    const test::TemporaryFolder folder;
    const std::string device = "virtual:" + folder / "x.disc";
    EXPECT_STATUS(Recorder::open(device + "?medium=floppy"), status::E_INVALIDARG);
    std::ofstream(folder / "faults.json") << "{\"faults\": [{\"comand\": \"WRITE(10)\", \"effect\": \"never\"}]}";
    auto bad = Recorder::open(device + "?faults=" + folder / "faults.json");
    EXPECT_STATUS(bad, status::E_INVALIDARG);
    EXPECT(bad.error().message.find("comand") != std::string::npos);
    EXPECT(!fs::exists(folder / "x.disc"));
}

std::string faultyDevice(const test::TemporaryFolder &folder, const std::string &faults) {
    std::ofstream(folder / "faults.json") << "{\"faults\": [" + faults + "]}";
    return "virtual:" + folder / "x.disc" + "?faults=" + folder / "faults.json";
}

TEST(a_drive_that_never_answers) {
    const test::TemporaryFolder folder;
    auto recorder = Recorder::open(faultyDevice(folder, R"({"command": "READ DISC INFORMATION", "effect": "never"})"));
    EXPECT_OK(recorder);
    auto asked = (*recorder)->drive().discInformation();
    EXPECT_STATUS(asked, status::E_RECORDER_COMMAND_TIMEOUT);
    EXPECT(asked.error().detail.find("READ DISC INFORMATION") == 0);
}

TEST(a_drive_that_vanishes) {
    const test::TemporaryFolder folder;
    auto recorder = Recorder::open(faultyDevice(folder, R"({"command": "READ DISC INFORMATION", "effect": "vanish"})"));
    EXPECT_OK(recorder);
    EXPECT_STATUS((*recorder)->drive().discInformation(), status::E_DEV_NOT_EXIST);
    EXPECT_STATUS((*recorder)->drive().testUnitReady(), status::E_DEV_NOT_EXIST);
}

TEST(a_drive_that_answers_short) {
    const test::TemporaryFolder folder;
    auto recorder =
        Recorder::open(faultyDevice(folder, R"({"command": "READ DISC INFORMATION", "effect": "short", "bytes": 4})"));
    EXPECT_OK(recorder);
    EXPECT_OK((*recorder)->drive().testUnitReady());
    EXPECT_STATUS((*recorder)->drive().discInformation(), status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
    EXPECT_OK((*recorder)->drive().discInformation());
}

// Whatever reply is garbled, there is an Error or a picture, and of the replies that say where to write, an Error.
TEST(a_drive_that_answers_nonsense) {
    for (const char *pattern : {"A5", "00", "FF", "01"}) {
        for (const char *command : {"GET CONFIGURATION", "READ DISC INFORMATION", "READ TRACK INFORMATION",
                                    "MODE SENSE(10)", "GET PERFORMANCE", "READ TOC/PMA/ATIP", "INQUIRY"}) {
            const test::TemporaryFolder folder;
            const std::string fault = std::string(R"({"command": ")") + command +
                                      R"(", "effect": "garble", "times": "forever", "pattern": ")" + pattern + "\"}";
            auto recorder = Recorder::open(faultyDevice(folder, fault));
            if (std::string(command) == "INQUIRY") {
                EXPECT_STATUS(recorder, status::E_NOT_A_RECORDER);
                continue;
            }
            EXPECT_OK(recorder);
            EXPECT_OK((*recorder)->drive().testUnitReady());
            const auto medium = inspectMedium((*recorder)->drive());
            const bool essential =
                std::string(command).starts_with("READ DISC") || std::string(command).starts_with("READ TRACK");
            if (essential && medium.ok()) {
                test::fail(__FILE__, __LINE__,
                           std::string(command) + " full of " + pattern + " gives a " + mediaStateText(medium->state) +
                               " disc");
            }
            EXPECT(medium.ok() || medium.error().status == status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
        }
    }
}

TEST(an_empty_drive_holds_no_disc) {
    const test::TemporaryFolder folder;
    auto recorder = Recorder::open("virtual:" + folder / "x.disc" + "?empty=1");
    EXPECT_OK(recorder);
    EXPECT_STATUS((*recorder)->drive().testUnitReady(), status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT(!fs::exists(folder / "x.disc"));
}

TEST(a_locked_tray_stays_closed) {
    const test::TemporaryFolder folder;
    auto opened = Recorder::open("virtual:" + folder / "x.disc");
    EXPECT_OK(opened);
    Recorder &recorder = **opened;
    EXPECT_OK(recorder.drive().waitUntilReady(std::chrono::seconds(5)));
    EXPECT_OK(recorder.lockTray());
    EXPECT_STATUS(recorder.ejectMedia(), status::E_RECORDER_LOCKED);
    EXPECT_OK(recorder.unlockTray());
    EXPECT_OK(recorder.ejectMedia());
    EXPECT_STATUS(recorder.drive().testUnitReady(), status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_OK(recorder.closeTray());
    EXPECT_OK(recorder.drive().waitUntilReady(std::chrono::seconds(5)));
}

}  // namespace

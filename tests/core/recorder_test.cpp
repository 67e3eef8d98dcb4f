// SPDX-License-Identifier: LGPL-2.1-or-later
// Recorder: identity, features, and what is counted.
#include "recorder/recorder.hpp"
#include "check.hpp"
#include "recorder/disc_master.hpp"
#include "reply_bytes.hpp"

#include <cstdlib>

namespace {

using namespace burnish;
using test::Bytes;
using test::checkCondition;
using test::good;

constexpr std::uint8_t Inquiry = 0x12, Prevent = 0x1E, StartStop = 0x1B, Configuration = 0x46, ModeSense = 0x5A;

struct Bench {
    std::shared_ptr<test::FakeDrive> fake = std::make_shared<test::FakeDrive>();
    test::FakeClock clock;
    std::shared_ptr<Recorder> recorder;

    Bench() {
        fake->always(Inquiry, good(test::inquiryReply()));
        fake->always(Prevent, good());
        recorder = *Recorder::open(std::make_unique<test::FakeTransport>(fake), clock);
        fake->commands.clear();
    }
    // Byte 4 of each PREVENT ALLOW so far: '1' locks, '0' unlocks.
    [[nodiscard]] std::string prevents() const {
        std::string text;
        for (const auto &cdb : fake->commands) {
            if (cdb[0] == Prevent) {
                text.push_back(cdb[4] != 0 ? '1' : '0');
            }
        }
        return text;
    }
};

TEST(identity) {
    Bench bench;
    EXPECT_EQ(bench.recorder->vendorId(), "PIONEER");
    EXPECT_EQ(bench.recorder->productId(), "BD-RW   BDR-209D");
    EXPECT_EQ(bench.recorder->productRevision(), "1.10");
    EXPECT_EQ(bench.recorder->device(), "fake:drive");
    EXPECT_EQ(bench.recorder->legacyDeviceNumber(), -1);
    EXPECT(bench.recorder->volumePathNames().empty());
}

TEST(only_multimedia_devices_are_recorders) {
    for (const std::uint8_t type : {0, 1, 4, 7, 0x1F, 0x25, 0x65}) {
        auto fake = std::make_shared<test::FakeDrive>();
        fake->always(Inquiry, good(test::inquiryReply(type)));
        EXPECT_STATUS(Recorder::open(std::make_unique<test::FakeTransport>(fake)), status::E_NOT_A_RECORDER);
    }
    auto silent = std::make_shared<test::FakeDrive>();
    silent->always(Inquiry, test::lost(status::E_RECORDER_COMMAND_TIMEOUT));
    EXPECT_STATUS(Recorder::open(std::make_unique<test::FakeTransport>(silent)), status::E_RECORDER_COMMAND_TIMEOUT);
}

Bytes features(std::uint8_t loading) {
    return test::featuresReply(0x0009, {{0x00, 0x00, 0x03, 0x08, 0x00, 0x1B, 0x00, 0, 0x00, 0x09, 0x01, 0},
                                        {0x00, 0x03, 0x03, 0x04, loading, 0, 0, 0},
                                        {0x00, 0x2B, 0x04, 0x04, 0x01, 0, 0, 0},
                                        {0x00, 0x2D, 0x09, 0x04, 0x46, 0, 0, 0}});
}

TEST(features_and_profiles) {
    Bench bench;
    bench.fake->always(Configuration, good(features(0x29)));
    EXPECT(*bench.recorder->supportedFeaturePages(false) == std::vector<int>({0, 3, 0x2B, 0x2D}));
    EXPECT(*bench.recorder->supportedFeaturePages(true) == std::vector<int>({0, 3, 0x2D}));
    EXPECT(*bench.recorder->supportedProfiles(false) == std::vector<int>({0x1B, 0x09}));
    EXPECT(*bench.recorder->supportedProfiles(true) == std::vector<int>({0x09}));
    EXPECT(*bench.recorder->featurePage(0x2D, true) == Bytes({0x00, 0x2D, 0x09, 0x04, 0x46, 0, 0, 0}));
    EXPECT_OK(bench.recorder->featurePage(0x2B, false));
    EXPECT_STATUS(bench.recorder->featurePage(0x2B, true), status::E_RECORDER_FEATURE_IS_NOT_CURRENT);
    EXPECT_STATUS(bench.recorder->featurePage(0x41, false), status::E_RECORDER_NO_SUCH_FEATURE);
    EXPECT_STATUS(bench.recorder->featurePage(-1, false), status::E_INVALIDARG);
    EXPECT_STATUS(bench.recorder->featurePage(0x10000, false), status::E_INVALIDARG);
    bench.fake->always(Configuration, checkCondition(5, 0x20, 0x00));
    EXPECT_STATUS(bench.recorder->supportedProfiles(false), status::E_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED);
}

TEST(loading) {
    Bench bench;
    for (const auto &[loading, expected] :
         std::vector<std::pair<std::uint8_t, bool>>{{0x29, true}, {0x21, false}, {0x09, false}, {0x49, false}}) {
        bench.fake->always(Configuration, good(features(loading)));
        EXPECT_EQ(*bench.recorder->deviceCanLoadMedia(), expected);
    }
    bench.fake->always(Configuration, good(test::featuresReply(9)));
    bench.fake->always(ModeSense, good(test::modeReply({test::capabilitiesPage()})));
    EXPECT(*bench.recorder->deviceCanLoadMedia());
}

TEST(mode_pages) {
    Bench bench;
    bench.fake->always(ModeSense, good(test::modeReply({test::capabilitiesPage()})));
    EXPECT(*bench.recorder->modePage(0x2A, 0) == test::capabilitiesPage());
    EXPECT(*bench.recorder->supportedModePages() == std::vector<int>({0x2A}));
    EXPECT_OK(bench.recorder->modePage(0x2A, 3));
    EXPECT_EQ(bench.fake->commands.back()[2], 0xEA);
    EXPECT_STATUS(bench.recorder->modePage(0x2A, 4), status::E_INVALIDARG);
    EXPECT_STATUS(bench.recorder->modePage(0x2A, -1), status::E_INVALIDARG);
    EXPECT_STATUS(bench.recorder->modePage(0x3F, 0), status::E_INVALIDARG);
    EXPECT_STATUS(bench.recorder->modePage(-1, 0), status::E_INVALIDARG);
}

TEST(a_mode_page_is_set_behind_unit_attentions) {
    Bench bench;
    bench.fake->queued[0x00] = {checkCondition(6, 0x29, 0x00)};
    bench.fake->always(0x55, good());
    EXPECT_OK(bench.recorder->setModePage(Bytes{0x05, 0x00}));
    EXPECT_EQ(bench.fake->sent.size(), 1U);
    bench.fake->always(0x55, checkCondition(5, 0x26, 0x00));
    EXPECT_STATUS(bench.recorder->setModePage(Bytes{0x05, 0x00}), status::E_RECORDER_INVALID_MODE_PARAMETERS);
    EXPECT_STATUS(bench.recorder->setModePage(Bytes{}), status::E_INVALIDARG);
}

TEST(a_drive_that_is_gone_is_not_asked_twice) {
    Bench bench;
    EXPECT_OK(bench.recorder->lockTray());
    bench.fake->always(Prevent, test::lost(status::E_DEV_NOT_EXIST));
    EXPECT_STATUS(bench.recorder->unlockTray(), status::E_DEV_NOT_EXIST);
    EXPECT_EQ(bench.prevents(), "10");
}

TEST(tray_commands_are_not_immediate) {
    Bench bench;
    bench.fake->always(StartStop, good());
    EXPECT_OK(bench.recorder->ejectMedia());
    EXPECT(bench.fake->commands.back() == Bytes({0x1B, 0, 0, 0, 2, 0}));
    EXPECT_OK(bench.recorder->closeTray());
    EXPECT(bench.fake->commands.back() == Bytes({0x1B, 0, 0, 0, 3, 0}));
    bench.fake->always(StartStop, checkCondition(5, 0x53, 0x02));
    auto locked = bench.recorder->ejectMedia();
    EXPECT_STATUS(locked, status::E_RECORDER_LOCKED);
    EXPECT(locked.error().canRetry);
}

// A lock that udev put there goes for an eject; one of a program that uses the disc, or of this one, stays.
TEST(an_eject_takes_the_lock_of_nobody_off) {
    Bench bench;
    bench.fake->queued[StartStop] = {checkCondition(5, 0x53, 0x02)};
    bench.fake->always(StartStop, good());
    EXPECT_OK(bench.recorder->ejectMedia());
    EXPECT_EQ(bench.prevents(), "0");
    bench.fake->always(StartStop, checkCondition(5, 0x53, 0x02));
    bench.fake->owner = "wodim (pid 7)";
    EXPECT_STATUS(bench.recorder->ejectMedia(), status::E_RECORDER_LOCKED);
    EXPECT_EQ(bench.prevents(), "0");
    bench.fake->owner.clear();
    EXPECT_OK(bench.recorder->lockTray());
    EXPECT_STATUS(bench.recorder->ejectMedia(), status::E_RECORDER_LOCKED);
    EXPECT_EQ(bench.prevents(), "01");
}

TEST(tray_locks_are_counted) {
    Bench bench;
    EXPECT_OK(bench.recorder->lockTray());
    EXPECT_OK(bench.recorder->lockTray());
    EXPECT_EQ(bench.prevents(), "1");
    EXPECT_OK(bench.recorder->unlockTray());
    EXPECT_EQ(bench.prevents(), "1");
    EXPECT_OK(bench.recorder->unlockTray());
    EXPECT_EQ(bench.prevents(), "10");
    EXPECT_STATUS(bench.recorder->unlockTray(), status::E_FAIL);
    bench.recorder.reset();
    EXPECT_EQ(bench.prevents(), "10");
}

TEST(a_tray_left_locked_is_unlocked_at_the_end) {
    Bench bench;
    EXPECT_OK(bench.recorder->lockTray());
    bench.recorder.reset();
    EXPECT_EQ(bench.prevents(), "10");
}

TEST(a_lock_that_failed_is_not_counted) {
    Bench bench;
    bench.fake->queued[Prevent] = {checkCondition(5, 0x24, 0x00)};
    EXPECT_STATUS(bench.recorder->lockTray(), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    bench.recorder.reset();
    EXPECT_EQ(bench.prevents(), "1");
}

// The answer was lost: the tray may be locked.
TEST(a_lock_without_an_answer_is_undone) {
    Bench bench;
    bench.fake->queued[Prevent] = {test::lost(status::E_RECORDER_COMMAND_TIMEOUT)};
    EXPECT_STATUS(bench.recorder->lockTray(), status::E_RECORDER_COMMAND_TIMEOUT);
    bench.recorder.reset();
    EXPECT_EQ(bench.prevents(), "10");
}

TEST(unlocking_is_tried_again_after_trouble) {
    Bench bench;
    EXPECT_OK(bench.recorder->lockTray());
    bench.fake->queued[Prevent] = {checkCondition(6, 0x29, 0x00), checkCondition(3, 0x0C, 0x00, true), good()};
    EXPECT_OK(bench.recorder->unlockTray());
    EXPECT_EQ(bench.prevents(), "1000");
    bench.recorder.reset();
    EXPECT_EQ(bench.prevents(), "1000");
}

TEST(unlocking_that_failed_is_tried_at_the_end) {
    Bench bench;
    EXPECT_OK(bench.recorder->lockTray());
    bench.fake->queued[Prevent] = {test::lost(status::E_RECORDER_COMMAND_TIMEOUT),
                                   test::lost(status::E_RECORDER_COMMAND_TIMEOUT)};
    EXPECT_STATUS(bench.recorder->unlockTray(), status::E_RECORDER_COMMAND_TIMEOUT);
    EXPECT_EQ(bench.prevents(), "100");
    bench.recorder.reset();
    EXPECT_EQ(bench.prevents(), "1000");
}

TEST(exclusive_access_is_counted_and_named) {
    Bench bench;
    EXPECT(bench.recorder->exclusiveAccessOwner().empty());
    EXPECT_OK(bench.recorder->acquireExclusiveAccess(false, "first"));
    EXPECT_OK(bench.recorder->acquireExclusiveAccess(false, "second"));
    EXPECT_EQ(bench.recorder->exclusiveAccessOwner(), "first");
    EXPECT_OK(bench.recorder->releaseExclusiveAccess());
    EXPECT_EQ(bench.recorder->exclusiveAccessOwner(), "first");
    EXPECT_OK(bench.recorder->releaseExclusiveAccess());
    EXPECT(bench.recorder->exclusiveAccessOwner().empty());
    EXPECT(bench.fake->accessLog == std::vector<std::string>({"exclusive first", "inspect "}));
    EXPECT_STATUS(bench.recorder->releaseExclusiveAccess(), status::E_FAIL);
}

TEST(force_is_passed_on) {
    Bench bench;
    EXPECT_OK(bench.recorder->acquireExclusiveAccess(true, "forceful"));
    EXPECT_EQ(bench.fake->accessLog.back(), "exclusive force forceful");
}

TEST(exclusive_access_that_is_refused_is_not_counted) {
    Bench bench;
    bench.fake->accessAnswer = status::E_RECORDER_LOCKED;
    bench.fake->owner = "brasero (pid 4711)";
    EXPECT_STATUS(bench.recorder->acquireExclusiveAccess(false, "me"), status::E_RECORDER_LOCKED);
    EXPECT_EQ(bench.recorder->exclusiveAccessOwner(), "brasero (pid 4711)");
    EXPECT_STATUS(bench.recorder->releaseExclusiveAccess(), status::E_FAIL);
    EXPECT_STATUS(bench.recorder->acquireExclusiveAccess(false, ""), status::E_RECORDER_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(bench.recorder->acquireExclusiveAccess(false, "tab\t"), status::E_RECORDER_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_EQ(bench.fake->accessLog.size(), 1U);
}

TEST(one_write_at_a_time) {
    Bench bench;
    EXPECT(bench.recorder->beginWrite());
    EXPECT(!bench.recorder->beginWrite());
    bench.recorder->endWrite();
    EXPECT(bench.recorder->beginWrite());
}

TEST(the_named_device_comes_first_in_the_list) {
    ::setenv("BURNISH_DEVICE", "virtual:no/such/folder/x.disc?medium=dvd+r", 1);
    auto named = DiscMaster::enumerate();
    EXPECT_OK(named);
    EXPECT_EQ(named->devices().front(), "virtual:no/such/folder/x.disc?medium=dvd+r");
    ::unsetenv("BURNISH_DEVICE");
    auto found = DiscMaster::enumerate();
    EXPECT_OK(found);
    EXPECT_EQ(found->devices().size() + 1, named->devices().size());
    if (found->devices().empty()) {
        EXPECT(!named->isSupportedEnvironment());
    }
    ::setenv("BURNISH_DEVICE", "", 1);
    EXPECT_EQ(DiscMaster::enumerate()->devices().size(), found->devices().size());
}

}  // namespace

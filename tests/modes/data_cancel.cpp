// SPDX-License-Identifier: LGPL-2.1-or-later
// Cancelling a data write: at every stage, from the progress callback and from another thread.
#include "data_support.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace burnish;
using namespace test;

namespace {

Outcome cancelAt(const Disc &disc, DataAction stage, Status &cancelStatus) {
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    change(*format, [](DataSettings &s) {
        s.verification = VerificationLevel::Full;
        s.disableConsumerDvdCompatibilityMode = true;
    });
    PatternStream stream(4096 * Sector);
    const auto outcome = write(*format, stream, [&](const DataProgress &event) {
        if (event.action == stage) {
            auto cancelled = format->cancelWrite();
            cancelStatus = cancelled.ok() ? status::S_OK : cancelled.error().status;
        }
    });
    EXPECT_STATUS(format->cancelWrite(), status::E_DF2DATA_WRITE_NOT_IN_PROGRESS);
    expectReleased(disc, recorder);
    return outcome;
}

}  // namespace

TEST(cancelWithNothingRunningIsRefused) {
    DataFormat format;
    EXPECT_STATUS(format.cancelWrite(), status::E_DF2DATA_WRITE_NOT_IN_PROGRESS);
}

TEST(cancelBeforeTheLaserLeavesTheDiscBlank) {
    using enum DataAction;
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        for (const DataAction stage : {ValidatingMedia, InitializingHardware, CalibratingPower, WritingData}) {
            const Disc disc(medium);
            Status cancelStatus = status::E_FAIL;
            const auto outcome = cancelAt(disc, stage, cancelStatus);
            EXPECT_EQ(cancelStatus, status::S_OK);
            EXPECT_EQ(outcome.status, status::E_REQUEST_CANCELLED);
            EXPECT(outcome.actions.back() == stage);
            EXPECT_EQ(outcome.report->status, status::E_REQUEST_CANCELLED);
            EXPECT_EQ(outcome.report->writtenSectors, 0);
            EXPECT(mediumOf(disc).physicallyBlank);
        }
    }
}

TEST(cancelWhileClosingFinishesTheClosing) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        const Disc disc(medium);
        Status cancelStatus = status::E_FAIL;
        const auto outcome = cancelAt(disc, DataAction::Finalization, cancelStatus);
        EXPECT_EQ(cancelStatus, status::S_OK);
        EXPECT_EQ(outcome.status, status::E_REQUEST_CANCELLED);
        EXPECT(outcome.report->after.has_value());
        EXPECT_EQ(outcome.report->after->state, media_state::Appendable);
        EXPECT_EQ(mediumOf(disc).state, media_state::Appendable);
        EXPECT(!outcome.report->verified);
    }
}

TEST(cancelWhileVerifyingLeavesTheContentsUnproven) {
    const Disc disc("cd-r-80");
    Status cancelStatus = status::E_FAIL;
    const auto outcome = cancelAt(disc, DataAction::Verifying, cancelStatus);
    EXPECT_EQ(outcome.status, status::E_REQUEST_CANCELLED);
    EXPECT_EQ(outcome.report->proof, std::string("contents not proven"));
}

TEST(cancelAfterCompletionIsTooLate) {
    const Disc disc("cd-r-80");
    Status cancelStatus = status::S_OK;
    const auto outcome = cancelAt(disc, DataAction::Completed, cancelStatus);
    EXPECT_EQ(cancelStatus, status::E_DF2DATA_WRITE_NOT_IN_PROGRESS);
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT(outcome.report->verified);
}

// The source waits until it has been cancelled: the burn must end although the source gives nothing more.
TEST(cancelFromAnotherThreadInMidBurn) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    change(*format, [](DataSettings &s) { s.fifoBytes = 128 * 1024; });
    PatternStream stream(4096 * Sector);
    std::mutex mutex;
    std::condition_variable changed;
    int reads = 0;
    bool cancelled = false;
    stream.onRead = [&] {
        std::unique_lock lock(mutex);
        ++reads;
        changed.notify_all();
        if (reads > 20) {
            changed.wait(lock, [&] { return cancelled; });
        }
    };
    std::thread other([&] {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return reads > 20; });
        EXPECT_OK(format->cancelWrite());
        cancelled = true;
        changed.notify_all();
    });
    const auto outcome = write(*format, stream);
    other.join();
    EXPECT_EQ(outcome.status, status::E_REQUEST_CANCELLED);
    EXPECT(outcome.report->writtenSectors > 0);
    EXPECT(outcome.report->writtenSectors < 4096);
    EXPECT(outcome.report->after.has_value());
    EXPECT((outcome.report->after->state & media_state::NonEmptySession) != 0);
    expectReleased(disc, recorder);
    PatternStream again(300 * Sector);
    EXPECT_EQ(write(*format, again).status, status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// A data write as a job: its events, its descriptor, cancelling and dropping it.
#include "formats/data_job.hpp"
#include "data_support.hpp"
#include "gate.hpp"

#include <poll.h>

#include <filesystem>

using namespace burnish;
using namespace test;

namespace {

bool readable(const Job &job) {
    pollfd entry{job.fd(), POLLIN, 0};
    return poll(&entry, 1, 0) == 1;
}

// All events of a job, in order, asked for through the descriptor.
std::vector<JobEvent> eventsOf(Job &job) {
    std::vector<JobEvent> events;
    while (events.empty() || events.back().kind != JobEvent::Kind::Finished) {
        pollfd entry{job.fd(), POLLIN, 0};
        EXPECT_EQ(poll(&entry, 1, 60000), 1);
        const auto event = job.nextEvent();
        EXPECT(event.has_value());
        events.push_back(*event);
    }
    return events;
}

std::unique_ptr<Job> start(DataFormat &format, Stream &stream) {
    auto job = startDataJob(format, stream, nullptr);
    EXPECT_OK(job);
    return std::move(*job);
}

Status statusOf(const Job &job) {
    const auto *outcome = job.outcome();
    EXPECT(outcome != nullptr);
    return outcome->result.ok() ? *outcome->result : outcome->result.error().status;
}

std::size_t entriesOf(const char *folder) {
    std::size_t count = 0;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        count += entry.exists() || entry.is_symlink();
    }
    return count;
}

// A stream whose reader stops at an offset until the gate opens or the burn is cancelled.
class GatedStream : public PatternStream {
public:
    GatedStream(std::uint64_t length, Gate &gate) : PatternStream(length), gate_(gate) {
        onRead = [this] { gate_.pass(); };
    }
    void interrupt() noexcept override { gate_.open(); }

private:
    Gate &gate_;
};

}  // namespace

TEST(jobTellsWhatAWriteTells) {
    using enum DataAction;
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        const Disc disc(medium);
        const auto recorder = disc.open();
        const auto format = dataFormat(recorder);
        change(*format, [](DataSettings &s) { s.verification = VerificationLevel::Full; });
        PatternStream stream(700 * Sector);
        const auto job = start(*format, stream);
        const auto events = eventsOf(*job);
        std::vector<DataAction> actions;
        for (std::size_t i = 0; i + 1 < events.size(); ++i) {
            EXPECT(events[i].kind == JobEvent::Kind::Progress);
            EXPECT_EQ(events[i].coalesced, 0U);
            if (actions.empty() || actions.back() != events[i].progress.action) {
                actions.push_back(events[i].progress.action);
            }
        }
        EXPECT(actions == (std::vector{ValidatingMedia, InitializingHardware, CalibratingPower, WritingData,
                                       Finalization, Verifying, Completed}));
        EXPECT_EQ(events.back().status, status::S_OK);
        EXPECT_EQ(statusOf(*job), status::S_OK);
        EXPECT(job->outcome()->report->verified);
        EXPECT(job->outcome()->report == format->report());
        EXPECT(!job->nextEvent().has_value());
        EXPECT(disc.isoBytes(0, 700 * Sector) == PatternStream::bytes(700 * Sector));
        expectReleased(disc, recorder);
    }
}

TEST(jobMakesTheFormatBusyAtOnce) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    Gate gate;
    GatedStream stream(400 * Sector, gate);
    PatternStream other(400 * Sector);
    const auto job = start(*format, stream);
    EXPECT_STATUS(startDataJob(*format, other, nullptr), status::E_DF2DATA_WRITE_IN_PROGRESS);
    EXPECT_STATUS(format->write(other, {}), status::E_DF2DATA_WRITE_IN_PROGRESS);
    EXPECT_STATUS(format->setClientName("another"), status::E_DF2DATA_WRITE_IN_PROGRESS);
    EXPECT(job->outcome() == nullptr);
    EXPECT(!job->wait(std::chrono::milliseconds(0)));
    gate.open();
    EXPECT(job->wait());
    EXPECT_EQ(statusOf(*job), status::S_OK);
    EXPECT_OK(format->setClientName("another"));
    expectReleased(disc, recorder);
}

TEST(jobThatCannotStartLeavesTheFormatFree) {
    DataFormat format;
    PatternStream stream(400 * Sector);
    EXPECT_STATUS(startDataJob(format, stream, nullptr), status::E_RECORDER_REQUIRED);
    const Disc disc("cd-r-80");
    EXPECT_OK(format.setRecorder(disc.open()));
    EXPECT_STATUS(startDataJob(format, stream, nullptr), status::E_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_OK(format.setClientName("burnish tests"));
    EXPECT(format.report() == nullptr);
}

TEST(jobOfARefusedWriteFinishesWithItsStatus) {
    const Disc disc("cd-r-74");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    PatternStream stream(1000000 * Sector);
    const auto job = start(*format, stream);
    const auto events = eventsOf(*job);
    EXPECT_EQ(events.back().status, status::E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    EXPECT_EQ(job->outcome()->report->status, status::E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    expectReleased(disc, recorder);
}

// After each event the descriptor tells whether there is another.
TEST(descriptorIsReadableExactlyWhileEventsAreQueued) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    PatternStream stream(400 * Sector);
    const auto job = start(*format, stream);
    EXPECT(job->wait());
    std::size_t taken = 0;
    while (readable(*job)) {
        EXPECT(readable(*job));  // looking changes nothing
        EXPECT(job->nextEvent().has_value());
        ++taken;
    }
    EXPECT(taken >= 6);
    EXPECT(!job->nextEvent().has_value());
    EXPECT(!readable(*job));
}

TEST(descriptorIsQuietBetweenEvents) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    Gate gate;
    GatedStream stream(4000 * Sector, gate);
    const auto job = start(*format, stream);
    gate.waitForVisitor();
    EXPECT(readable(*job));  // validating, at least
    while (job->nextEvent()) {
    }
    pollfd entry{job->fd(), POLLIN, 0};
    EXPECT_EQ(poll(&entry, 1, 60000), 1);  // the next one comes all the same
    EXPECT(job->nextEvent().has_value());
    gate.open();
    EXPECT(job->wait());
    expectReleased(disc, recorder);
}

TEST(cancelledJobEndsWithAReport) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    Gate gate;
    GatedStream stream(4000 * Sector, gate);
    const auto job = start(*format, stream);
    gate.waitForVisitor();
    EXPECT_EQ(job->cancel(), status::S_OK);
    EXPECT(job->wait());
    EXPECT_EQ(eventsOf(*job).back().status, status::E_REQUEST_CANCELLED);
    EXPECT_EQ(job->outcome()->report->status, status::E_REQUEST_CANCELLED);
    EXPECT_EQ(job->cancel(), status::S_WRITE_NOT_IN_PROGRESS);
    expectReleased(disc, recorder);
}

// The thread may not even have begun.
TEST(cancelRightAfterTheStartLeavesTheDiscBlank) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    Gate gate;
    GatedStream stream(4000 * Sector, gate);
    const auto job = start(*format, stream);
    EXPECT_EQ(job->cancel(), status::S_OK);
    EXPECT(job->wait());
    EXPECT_EQ(statusOf(*job), status::E_REQUEST_CANCELLED);
    EXPECT_EQ(job->outcome()->report->writtenSectors, 0);
    auto medium = inspectMedium(recorder->drive());
    EXPECT_OK(medium);
    EXPECT(medium->physicallyBlank);
    expectReleased(disc, recorder);
}

TEST(droppingARunningJobCancelsAndWaits) {
    const Disc disc("dvd+r");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    Gate gate;
    GatedStream stream(4000 * Sector, gate);
    auto job = start(*format, stream);
    gate.waitForVisitor();
    job.reset();
    EXPECT_EQ(format->report()->status, status::E_REQUEST_CANCELLED);
    expectReleased(disc, recorder);
}

// What the job holds goes before it says that it has finished, and on its thread: the job may go with it.
TEST(whatAJobHoldsMayHoldTheJob) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    Gate gate, gone;
    GatedStream stream(400 * Sector, gate);
    std::unique_ptr<Job> kept;
    std::shared_ptr<const void> held(&stream, [&](const void *) {
        kept.reset();
        gone.open();
    });
    auto job = startDataJob(*format, stream, std::move(held));
    EXPECT_OK(job);
    kept = std::move(*job);
    gate.open();
    gone.pass();
    EXPECT_EQ(format->report()->status, status::S_OK);
    expectReleased(disc, recorder);
}

TEST(twoJobsOnTwoRecorders) {
    const Disc cd("cd-r-80"), dvd("dvd+r");
    const auto one = cd.open(), two = dvd.open();
    const auto first = dataFormat(one), second = dataFormat(two);
    Gate gate;
    GatedStream stream(600 * Sector, gate), other(1600 * Sector, gate);
    const auto job = start(*first, stream), sibling = start(*second, other);
    gate.waitForVisitor();
    EXPECT(job->outcome() == nullptr && sibling->outcome() == nullptr);
    gate.open();
    for (const auto &event : eventsOf(*job)) {
        EXPECT(event.progress.sectorCount == 0 || event.progress.sectorCount < 1000);
    }
    EXPECT_EQ(eventsOf(*sibling).back().status, status::S_OK);
    EXPECT_EQ(statusOf(*job), status::S_OK);
    EXPECT(dvd.isoBytes(0, 1600 * Sector) == PatternStream::bytes(1600 * Sector));
    expectReleased(cd, one);
    expectReleased(dvd, two);
}

// Each of them in the midst of a read, in turn by cancel and by dropping the job.
TEST(aThousandCancelsLeakNothing) {
    Disc disc("cd-r-80");
    disc.setOption("discard=1");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    std::size_t files = 0, threads = 0;
    for (int i = 0; i < 1001; ++i) {
        Gate gate;
        GatedStream stream(64 * Sector, gate);
        auto job = start(*format, stream);
        if (i % 2 == 0) {
            EXPECT_EQ(job->cancel(), status::S_OK);
            EXPECT(job->wait());
        }
        job.reset();
        EXPECT_EQ(format->report()->status, status::E_REQUEST_CANCELLED);
        if (i == 0) {
            files = entriesOf("/proc/self/fd");
            threads = entriesOf("/proc/self/task");
        }
    }
    EXPECT_EQ(entriesOf("/proc/self/fd"), files);
    EXPECT_EQ(entriesOf("/proc/self/task"), threads);
    auto medium = inspectMedium(recorder->drive());
    EXPECT_OK(medium);
    EXPECT(medium->physicallyBlank);
    expectReleased(disc, recorder);
}

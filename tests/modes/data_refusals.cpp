// SPDX-License-Identifier: LGPL-2.1-or-later
// Data writes that are refused, with the exact status, before anything is written; and the state rules of the setters.
#include "data_support.hpp"

#include <thread>

using namespace burnish;
using namespace test;

namespace {

void expectStillBlank(const Disc &disc) {
    EXPECT(mediumOf(disc).physicallyBlank);
}

}  // namespace

TEST(streamThatIsNoMultipleOf2048IsRefused) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    for (const std::uint64_t length : {std::uint64_t{0}, std::uint64_t{1}, 300 * Sector + 2047}) {
        PatternStream stream(length);
        EXPECT_EQ(write(*format, stream).status, status::E_DF2DATA_STREAM_NOT_SUPPORTED);
    }
    EXPECT(inspectMedium(recorder->drive())->physicallyBlank);
}

TEST(streamLargerThanTheDiscIsRefusedBeforeItIsRead) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        const Disc disc(medium);
        {
            const auto recorder = disc.open();
            const auto format = dataFormat(recorder);
            PatternStream stream(std::uint64_t{4} << 40);
            stream.onRead = [] { EXPECT(false); };
            EXPECT_EQ(write(*format, stream).status, status::E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
            PatternStream beyond((std::uint64_t{1} << 62));
            EXPECT_EQ(write(*format, beyond).status, status::E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
            expectReleased(disc, recorder);
        }
        expectStillBlank(disc);
    }
}

TEST(writeNeedsARecorderAndAClientName) {
    DataFormat format;
    PatternStream stream(300 * Sector);
    EXPECT_STATUS(format.write(stream, {}), status::E_RECORDER_REQUIRED);
    EXPECT_STATUS(format.medium(), status::E_RECORDER_REQUIRED);
    EXPECT_STATUS(format.setWriteSpeed(-1, false), status::E_RECORDER_REQUIRED);
    const Disc disc("cd-r-80");
    EXPECT_OK(format.setRecorder(disc.open()));
    EXPECT_STATUS(format.write(stream, {}), status::E_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    EXPECT(format.report() == nullptr);
}

TEST(clientNameIsChecked) {
    DataFormat format;
    for (const std::string &name : {std::string(), std::string("tab\there"), std::string("caf\xC3\xA9"),
                                    std::string(64, 'a'), std::string("   ")}) {
        EXPECT_STATUS(format.setClientName(name), status::E_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    }
    EXPECT_OK(format.setClientName(std::string(63, 'a')));
    EXPECT_OK(format.setClientName("K3b - archive (2)"));
}

TEST(finalizedDiscIsRefused) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        const Disc disc(medium);
        const auto close = [](DataSettings &s) { s.forceMediaToBeClosed = true; };
        EXPECT_EQ(writePattern(disc, 300, close).status, status::S_OK);
        const auto second = writePattern(disc, 300);
        EXPECT_EQ(second.status, status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
        EXPECT(second.error.message.find("finalized") != std::string::npos);
        EXPECT(second.actions == std::vector{DataAction::ValidatingMedia});
    }
}

TEST(emptyTrayIsRefused) {
    Disc disc("cd-r-80");
    disc.setOption("empty=1");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    PatternStream stream(300 * Sector);
    EXPECT_EQ(write(*format, stream).status, status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_STATUS(format->medium(), status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_STATUS(DataFormat::isCurrentMediaSupported(*recorder), status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string());
}

TEST(everySetterIsRefusedDuringAWriteFromAnyThread) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    PatternStream stream(600 * Sector);
    int tried = 0;
    const auto tryAll = [&] {
        ++tried;
        EXPECT_STATUS(format->setRecorder(nullptr), status::E_DF2DATA_WRITE_IN_PROGRESS);
        EXPECT_STATUS(format->setClientName("other"), status::E_DF2DATA_WRITE_IN_PROGRESS);
        EXPECT_STATUS(format->setClientName(""), status::E_DF2DATA_WRITE_IN_PROGRESS);
        EXPECT_STATUS(format->setWriteSpeed(-1, false), status::E_DF2DATA_WRITE_IN_PROGRESS);
        EXPECT_STATUS(format->setWriteSpeed(300, true), status::E_DF2DATA_WRITE_IN_PROGRESS);
        EXPECT_STATUS(format->change([](DataSettings &s) { s.simulate = true; }), status::E_DF2DATA_WRITE_IN_PROGRESS);
        EXPECT_STATUS(format->change([](DataSettings &s) { s.bufferUnderrunFreeDisabled = true; }),
                      status::E_DF2DATA_WRITE_IN_PROGRESS);
        PatternStream other(300 * Sector);
        EXPECT_STATUS(format->write(other, {}), status::E_DF2DATA_WRITE_IN_PROGRESS);
    };
    std::string failure;
    const auto outcome = write(*format, stream, [&](const DataProgress &) {
        try {
            tryAll();
            std::thread([&] {
                try {
                    tryAll();
                } catch (const Failed &failed) {
                    failure = failed.text;
                }
            }).join();
        } catch (const Failed &failed) {
            failure = failed.text;
        }
    });
    EXPECT_EQ(failure, std::string());
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT(tried >= 8);
    EXPECT_OK(format->setClientName("afterwards"));
}

TEST(twoWritesOnOneRecorderDoNotMix) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto first = dataFormat(recorder);
    const auto second = dataFormat(recorder);
    PatternStream stream(600 * Sector);
    Status inside = status::S_OK;
    const auto outcome = write(*first, stream, [&](const DataProgress &event) {
        if (event.action == DataAction::WritingData) {
            PatternStream other(300 * Sector);
            auto result = second->write(other, {});
            inside = result.ok() ? *result : result.error().status;
        }
    });
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT_EQ(inside, status::E_RECORDER_LOCKED);
}

TEST(mediaQueriesTellTheDisc) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    const auto medium = format->supportedMedium();
    EXPECT_OK(medium);
    EXPECT(medium->type == MediaType::CdR);
    EXPECT_EQ(medium->state, media_state::Blank | media_state::Appendable);
    EXPECT_EQ(medium->nextWritableAddress, 0);
    EXPECT_EQ(medium->startOfPreviousSession, -1);
    EXPECT_EQ(medium->lastWrittenOfPreviousSession, -1);
    EXPECT(*DataFormat::isCurrentMediaSupported(*recorder));
}

// SPDX-License-Identifier: LGPL-2.1-or-later
// Data writes for the tests.
#include "data_support.hpp"

using namespace burnish;

namespace test {

std::unique_ptr<DataFormat> dataFormat(const std::shared_ptr<Recorder> &recorder) {
    auto format = std::make_unique<DataFormat>();
    EXPECT_OK(format->setRecorder(recorder));
    EXPECT_OK(format->setClientName("burnish tests"));
    return format;
}

void change(DataFormat &format, const std::function<void(DataSettings &)> &apply) {
    EXPECT_OK(format.change(apply));
}

Outcome write(DataFormat &format, Stream &stream, const DataFormat::Progress &progress) {
    Outcome outcome;
    auto result = format.write(stream, [&](const DataProgress &event) {
        if (outcome.actions.empty() || outcome.actions.back() != event.action) {
            outcome.actions.push_back(event.action);
        }
        if (progress) {
            progress(event);
        }
    });
    outcome.status = result.ok() ? *result : result.error().status;
    if (!result.ok()) {
        outcome.error = result.error();
    }
    outcome.report = format.report();
    return outcome;
}

Outcome writePattern(const Disc &disc, std::uint64_t sectors, const std::function<void(DataSettings &)> &apply) {
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    if (apply) {
        change(*format, apply);
    }
    PatternStream stream(sectors * Sector);
    auto outcome = write(*format, stream);
    expectReleased(disc, recorder);
    return outcome;
}

void expectReleased(const Disc &, const std::shared_ptr<Recorder> &recorder) {
    EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string());
    EXPECT(recorder->beginWrite());
    recorder->endWrite();
    EXPECT_OK(recorder->ejectMedia());
    EXPECT_OK(recorder->closeTray());
}

Medium mediumOf(const Disc &disc) {
    const auto recorder = disc.open();
    auto medium = inspectMedium(recorder->drive());
    EXPECT_OK(medium);
    return *medium;
}

}  // namespace test

// SPDX-License-Identifier: LGPL-2.1-or-later
// A burn whose process is killed: the virtual disc opens again and tells the truth about itself.
#include "data_support.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <iterator>

using namespace burnish;
using namespace test;

namespace {

void standStill(int ready) {
    (void)!::write(ready, "r", 1);
    pause();
}

// Burns until it has read a part of the source, says so, and stands still until it is killed.
[[noreturn]] void burnAndStandStill(const Disc &disc, int ready) {
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    change(*format, [](DataSettings &s) { s.fifoBytes = 128 * 1024; });
    PatternStream stream(8192 * Sector);
    int reads = 0;
    stream.onRead = [&] {
        if (++reads == 100) {
            standStill(ready);
        }
    };
    (void)test::write(*format, stream);
    _exit(1);
}

std::string stateInFolder(const Disc &disc) {
    std::ifstream file(disc.file("disc.json"));
    return {std::istreambuf_iterator<char>(file), {}};
}

// Burns until the drive closes the session.
[[noreturn]] void closeAndStandStill(const Disc &disc, int ready) {
    const auto format = dataFormat(disc.open());
    change(*format, [](DataSettings &s) { s.disableConsumerDvdCompatibilityMode = true; });
    PatternStream stream(400 * Sector);
    (void)test::write(*format, stream, [&](const DataProgress &) {
        if (stateInFolder(disc).find("\"state\": \"damaged\"") != std::string::npos) {
            standStill(ready);
        }
    });
    _exit(1);
}

void killInMidst(const Disc &disc, void (*burn)(const Disc &, int)) {
    std::array<int, 2> pipes{};
    EXPECT_EQ(pipe(pipes.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
        burn(disc, pipes[1]);
    }
    close(pipes[1]);
    char byte = 0;
    EXPECT_EQ(read(pipes[0], &byte, 1), 1);
    close(pipes[0]);
    kill(child, SIGKILL);
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT(WIFSIGNALED(status));
}

}  // namespace

TEST(killedBurnLeavesADiscThatTellsTheTruth) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        const Disc disc(medium);
        killInMidst(disc, burnAndStandStill);
        const auto left = mediumOf(disc);
        EXPECT(!left.physicallyBlank);
        EXPECT((left.state & media_state::NonEmptySession) != 0);
        EXPECT_EQ(left.sessions, 0);
        // What it claims to hold is what the stream gave.
        const auto claimed = static_cast<std::uint64_t>(left.tracks.at(0).sectors);
        EXPECT(claimed > 0);
        EXPECT(claimed < 8192);
        EXPECT_EQ(writePattern(disc, 300).status, status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    }
}

// The session before it can still be read, but nothing can be written any more, unless the disc can be erased.
TEST(killedClosingLeavesADamagedSession) {
    for (const char *medium : {"cd-r-80", "cd-rw-80", "dvd+r"}) {
        Disc disc(medium);
        const auto keepOpen = [](DataSettings &s) { s.disableConsumerDvdCompatibilityMode = true; };
        EXPECT_EQ(writePattern(disc, 320, keepOpen).status, status::S_OK);
        disc.setOption("pace=40");
        killInMidst(disc, closeAndStandStill);
        disc.setOption("buffer=2048");
        const auto left = mediumOf(disc);
        EXPECT_EQ(left.state, media_state::Appendable | media_state::Damaged);
        EXPECT_EQ(left.sessions, 1);
        EXPECT_EQ(left.nextWritableAddress, -1);
        EXPECT_EQ(left.freeSectors, 0);
        EXPECT_EQ(left.startOfPreviousSession, 0);
        const auto refused = writePattern(disc, 300);
        EXPECT_EQ(refused.status, status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
        EXPECT(refused.actions == std::vector{DataAction::ValidatingMedia});
        const char *advice = left.erasable ? "erase it first" : "its last session is damaged";
        EXPECT(refused.error.message.find(advice) != std::string::npos);
        EXPECT(disc.isoBytes(0, 320 * Sector) == PatternStream::bytes(320 * Sector));
    }
}

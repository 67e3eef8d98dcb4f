// SPDX-License-Identifier: LGPL-2.1-or-later
// A burn whose process is killed: the virtual disc opens again and tells the truth about itself.
#include "data_support.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

using namespace burnish;
using namespace test;

namespace {

// Burns until it has read a part of the source, says so, and stands still until it is killed.
[[noreturn]] void burnAndStandStill(const Disc &disc, int ready) {
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    change(*format, [](DataSettings &s) { s.fifoBytes = 128 * 1024; });
    PatternStream stream(8192 * Sector);
    int reads = 0;
    stream.onRead = [&] {
        if (++reads == 100) {
            (void)!::write(ready, "r", 1);
            pause();
        }
    };
    (void)test::write(*format, stream);
    _exit(1);
}

void killInMidBurn(const Disc &disc) {
    std::array<int, 2> pipes{};
    EXPECT_EQ(pipe(pipes.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
        burnAndStandStill(disc, pipes[1]);
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
        killInMidBurn(disc);
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

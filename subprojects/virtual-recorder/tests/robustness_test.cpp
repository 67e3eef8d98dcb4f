// SPDX-License-Identifier: LGPL-2.1-or-later
// Any bytes as a CDB, any data phase: the drive answers within the rules and stays usable.
#include "check.hpp"
#include "drive.hpp"

#include <random>

using namespace test;
using namespace virtual_recorder;

namespace {

constexpr std::uint8_t Codes[] = {0x00, 0x03, 0x12, 0x15, 0x1A, 0x1B, 0x1E, 0x23, 0x25, 0x28,
                                  0x2A, 0x35, 0x42, 0x43, 0x46, 0x4A, 0x51, 0x52, 0x54, 0x55,
                                  0x5A, 0x5B, 0x5C, 0xA8, 0xAA, 0xAC, 0xB6, 0xB9, 0xBB, 0xBE};

class Noise {
public:
    explicit Noise(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t limit) { return random_() % limit; }

    // Mostly a command that there is, with few bits set, so that it gets past the first checks.
    Bytes cdb() {
        Bytes bytes(below(10) == 0 ? below(17) : 16);
        for (auto &byte : bytes) {
            byte = below(3) == 0 ? static_cast<std::uint8_t>(below(4) == 0 ? below(256) : below(8)) : 0;
        }
        if (!bytes.empty() && below(20) != 0) {
            bytes[0] = Codes[below(std::size(Codes))];
        }
        return bytes;
    }

    Bytes data() {
        constexpr std::size_t Lengths[] = {0, 1, 4, 8, 12, 18, 28, 34, 60, 255, 2048, 4096, 32768};
        Bytes bytes(Lengths[below(std::size(Lengths))]);
        for (auto &byte : bytes) {
            byte = static_cast<std::uint8_t>(below(4) == 0 ? below(256) : 0);
        }
        return bytes;
    }

private:
    std::minstd_rand random_;
};

void torment(Options options, std::uint32_t seed) {
    Failure failure;
    const auto recorder = Recorder::open(options, failure);
    EXPECT(recorder != nullptr);
    Noise noise(seed);
    for (int i = 0; i < 20000; ++i) {
        Bytes cdb = noise.cdb(), data = noise.data();
        const auto direction = static_cast<Direction>(noise.below(3));
        const Bytes before = data;
        const Answer answer = recorder->execute(cdb, direction, data, std::chrono::seconds(30));
        EXPECT_EQ(answer.host, Host::Delivered);
        EXPECT(answer.transferred <= data.size());
        EXPECT(answer.status == 0 || answer.status == 2);
        EXPECT_EQ(answer.senseLength, answer.status == 0 ? 0U : 18U);
        const std::size_t touched = direction == Direction::FromDevice ? data.size() : 0;
        EXPECT(std::equal(data.begin() + static_cast<std::ptrdiff_t>(touched), data.end(),
                          before.begin() + static_cast<std::ptrdiff_t>(touched)));
    }
}

}  // namespace

TEST(anyBytesAreAnswered) {
    for (const char *medium : {"cd-r-74", "cd-rw-74", "dvd+r"}) {
        Drive drive(medium);
        for (std::uint32_t seed = 1; seed <= 3; ++seed) {
            torment(drive.options, seed);  // each goes on with the disc that the one before left
        }
        drive.open();  // what was left opens again
    }
    Drive audio;
    audio.open();
    EXPECT_EQ(audio.writeAudioTrack(samples(300), {0, "4006381333931", "USK7Y9812345"}), 0);
    EXPECT_EQ(audio.closing(2), "GOOD");
    audio.close();
    torment(audio.options, 5);
    audio.open();
    Drive empty;
    empty.options.empty = true;
    torment(empty.options, 4);
}

TEST(bridgesMayPadCdbs) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.command("00 00 00 00 00 00 00 00 00 00 00 00"), "GOOD");
    EXPECT_EQ(drive.receive("51 00 00 00 00 00 00 00 22 00 00 00", 34), "GOOD");
}

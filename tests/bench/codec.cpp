// SPDX-License-Identifier: LGPL-2.1-or-later
// How long the CD encodings take beside plain ones, as one line of JSON: nanoseconds of CPU time a sector, medians of
// rounds in which each has its turn, and the median of the rounds' ratios. Nothing is timed whose result differs.
#include "cd/edc.hpp"
#include "cd/rw_pack.hpp"
#include "cd/sector.hpp"
#include "cd/sub_channel.hpp"
#include "plain_codec.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <random>
#include <vector>

using namespace burnish;

namespace {

constexpr std::size_t Sectors = 32;  // they stay in the processor's caches
constexpr int Turns = 60;

// Works on sector i of the source and leaves what it made in the target.
using Work = std::function<void(std::size_t sector)>;

struct Pair {
    const char *name;
    Work plain, ours;
};

struct Memory {
    std::vector<std::uint8_t> source = std::vector<std::uint8_t>(Sectors * cd::SectorBytes);
    std::vector<std::uint8_t> target = std::vector<std::uint8_t>(Sectors * cd::SectorBytes);

    Memory() {
        std::mt19937 random(1);
        std::generate(source.begin(), source.end(), [&] { return static_cast<std::uint8_t>(random()); });
    }
    template <std::size_t Bytes>
    [[nodiscard]] std::span<const std::uint8_t, Bytes> from(std::size_t sector) const {
        return std::span<const std::uint8_t, Bytes>(&source[sector * cd::SectorBytes], Bytes);
    }
    template <std::size_t Bytes>
    [[nodiscard]] std::span<std::uint8_t, Bytes> to(std::size_t sector, std::size_t at = 0) {
        return std::span<std::uint8_t, Bytes>(&target[sector * cd::SectorBytes + at], Bytes);
    }
    void put(std::size_t sector, std::uint32_t value) { std::memcpy(&target[sector * cd::SectorBytes], &value, 4); }
};

std::vector<Pair> pairs(Memory &memory) {
    constexpr std::int32_t First = 4711, TrackStart = 300;
    const auto lba = [](std::size_t sector) { return First + static_cast<std::int32_t>(sector); };
    return {
        {"copy",
         [&](std::size_t i) { std::memcpy(memory.to<2352>(i).data(), memory.from<2352>(i).data(), cd::SectorBytes); },
         [&](std::size_t i) { std::memcpy(memory.to<2352>(i).data(), memory.from<2352>(i).data(), cd::SectorBytes); }},
        {"mode1",
         [&, lba](std::size_t i) { plain::encodeMode1(lba(i) + 150, memory.from<2048>(i), memory.to<2352>(i)); },
         [&, lba](std::size_t i) {
             cd::encodeSector(cd::SectorType::Mode1, lba(i), memory.from<2048>(i), memory.to<2352>(i));
         }},
        {"edc", [&](std::size_t i) { memory.put(i, plain::edcOf(memory.from<2064>(i))); },
         [&](std::size_t i) { memory.put(i, cd::edcOf(memory.from<2064>(i))); }},
        {"q",
         [&, lba](std::size_t i) {
             plain::putQ({0, 7, 1, lba(i) - TrackStart, lba(i) + 150}, memory.to<96>(i));
         },
         [&, lba](std::size_t i) {
             cd::putPq(cd::encodeQ(cd::QPosition{0, 7, 1, lba(i) - TrackStart, lba(i)}), false, memory.to<96>(i));
         }},
        {"packs",
         [&](std::size_t i) {
             for (std::size_t pack = 0; pack < 4; ++pack) {
                 plain::addParity(memory.to<24>(i, 24 * pack));
             }
         },
         [&](std::size_t i) {
             for (std::size_t pack = 0; pack < 4; ++pack) {
                 cd::addParity(memory.to<24>(i, 24 * pack));
             }
         }},
    };
}

// R to W alone, as packs have them.
void fillTarget(Memory &memory) {
    std::ranges::transform(memory.source, memory.target.begin(), [](std::uint8_t byte) { return byte & 0x3F; });
}

std::vector<std::uint8_t> madeBy(const Work &work, Memory &memory) {
    fillTarget(memory);
    for (std::size_t i = 0; i < Sectors; ++i) {
        work(i);
    }
    return memory.target;
}

// Of the processor's time: others may have it in between.
double now() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

double nanoseconds(const Work &work) {
    const double start = now();
    for (int turn = 0; turn < Turns; ++turn) {
        for (std::size_t i = 0; i < Sectors; ++i) {
            work(i);
        }
    }
    return (now() - start) / (Turns * static_cast<double>(Sectors));
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void measure(const Pair &pair, int rounds) {
    std::vector<double> plain, ours, ratios;
    for (int round = 0; round < rounds; ++round) {
        plain.push_back(nanoseconds(pair.plain));
        ours.push_back(nanoseconds(pair.ours));
        ratios.push_back(plain.back() / ours.back());
    }
    std::printf("\"%s\": {\"plain\": %.1f, \"ours\": %.1f, \"ratio\": %.2f}", pair.name, median(plain), median(ours),
                median(ratios));
}

}  // namespace

int main(int argc, char **argv) {
    const int rounds = argc == 2 ? std::atoi(argv[1]) : 0;
    if (rounds < 1) {
        std::fputs("Usage: bench-codec ROUNDS\n", stderr);
        return 2;
    }
    Memory memory;
    const char *separator = "{";
    for (const Pair &pair : pairs(memory)) {
        if (madeBy(pair.plain, memory) != madeBy(pair.ours, memory)) {
            std::fprintf(stderr, "bench-codec: %s differs\n", pair.name);
            return 1;
        }
        std::fputs(separator, stdout);
        measure(pair, rounds);
        separator = ", ";
    }
    std::puts("}");
    return 0;
}

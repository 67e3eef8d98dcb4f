// SPDX-License-Identifier: LGPL-2.1-or-later
// How fast raw images are made, as one line of JSON: bytes of image a second of processor time, medians, and how many
// KiB more a disc of 79 minutes takes than one of 20. The sources cost no more than a copy.
#include "cd/raw_image.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <random>
#include <string>

using namespace burnish;
using namespace burnish::cd;

namespace {

constexpr std::size_t Chunk = 26 * 2448;
constexpr std::int32_t Tracks = 12;

// The same 32 KiB again and again.
class Source final : public Stream {
public:
    explicit Source(std::uint64_t length) : length_(length), bytes_(32768) {
        std::mt19937 random(1);
        std::generate(bytes_.begin(), bytes_.end(), [&] { return static_cast<std::uint8_t>(random()); });
    }
    [[nodiscard]] std::uint64_t length() const override { return length_; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override {
        const std::size_t wanted = std::min<std::size_t>(target.size(), length_ - position_);
        for (std::size_t at = 0; at < wanted; at += bytes_.size()) {
            std::memcpy(target.data() + at, bytes_.data(), std::min(bytes_.size(), wanted - at));
        }
        position_ += wanted;
        return wanted;
    }
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override {
        position_ = offset;
        return {};
    }

private:
    const std::uint64_t length_;
    std::uint64_t position_ = 0;
    std::vector<std::uint8_t> bytes_;
};

template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        std::fprintf(stderr, "bench-raw-image: %s\n", result.error().message.c_str());
        std::exit(1);
    }
    return std::move(*result);
}

void must(const Result<void> &result) {
    if (!result.ok()) {
        std::fprintf(stderr, "bench-raw-image: %s\n", result.error().message.c_str());
        std::exit(1);
    }
}

struct Case {
    const char *name;
    SubChannelType image;
    SectorType sectors;
    bool packs;
};

// Twelve tracks, with catalogue number and ISRC.
std::unique_ptr<RawImageStream> makeImage(const Case &each, std::int32_t sectors) {
    RawImage image;
    must(image.setResultingImageType(each.image));
    must(image.setMediaCatalogNumber("4006381333931"));
    for (std::int32_t i = 0; i < Tracks; ++i) {
        const auto count = static_cast<std::uint64_t>(sectors / Tracks);
        RawTrackOptions options;
        if (each.packs) {
            options.rwPacks = std::make_shared<Source>(count * SymbolBytes);
        }
        must(image.addTrack(each.sectors, std::make_shared<Source>(count * sourceBytes(each.sectors)), options));
        if (isAudio(each.sectors)) {
            must(image.changeTrack(i + 1, [](RawTrackSettings &settings) -> Result<void> {
                settings.isrc = "USK7Y9812345";
                return {};
            }));
        }
    }
    return must(image.createResultImage());
}

double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// The program area and the lead-out.
double bytesPerSecond(const Case &each, std::int32_t sectors) {
    const auto stream = makeImage(each, sectors);
    static std::vector<std::uint8_t> chunk(Chunk);
    const std::uint64_t from = static_cast<std::uint64_t>(-150 - stream->start()) * imageSectorBytes(each.image);
    must(stream->seek(from));
    const double start = processorSeconds();
    while (must(stream->read(chunk)) > 0) {
    }
    return static_cast<double>(stream->length() - from) / (processorSeconds() - start);
}

double median(const Case &each, std::int32_t sectors, int rounds) {
    std::vector<double> all;
    for (int i = 0; i < rounds; ++i) {
        all.push_back(bytesPerSecond(each, sectors));
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

long peakKib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

}  // namespace

int main(int argc, char **argv) {
    constexpr std::int32_t Minutes = 75 * 60, Whole = 79 * Minutes;
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
    constexpr Case Cases[] = {
        {"audio", SubChannelType::Cooked, SectorType::Audio, false},
        {"audio_pq", SubChannelType::PqOnly, SectorType::Audio, false},
        {"audio_cdg", SubChannelType::Raw, SectorType::Audio, true},
        {"mode1", SubChannelType::Cooked, SectorType::Mode1, false},
    };
    std::string line = "{";
    for (const Case &each : Cases) {
        char text[80];
        std::snprintf(text, sizeof text, "\"%s\": %.0f, ", each.name, median(each, 20 * Minutes, rounds));
        line += text;
    }
    const long before = peakKib();
    (void)bytesPerSecond(Cases[0], Whole);
    std::printf("%s\"growth_kib\": %ld}\n", line.c_str(), peakKib() - before);
    return 0;
}

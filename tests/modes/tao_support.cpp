// SPDX-License-Identifier: LGPL-2.1-or-later
// Audio sessions for the tests.
#include "tao_support.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>

using namespace burnish;

namespace test {

void Samples::fill(std::uint32_t seed, std::uint64_t offset, std::span<std::uint8_t> target) {
    for (std::size_t i = 0; i < target.size(); ++i) {
        const std::uint64_t place = offset + i + (std::uint64_t{seed} << 40);
        target[i] = static_cast<std::uint8_t>((place * 0x9E3779B97F4A7C15ULL) >> 56 ^ (place >> 11));
    }
}

std::vector<std::uint8_t> Samples::bytes(std::uint32_t seed, std::uint64_t count) {
    std::vector<std::uint8_t> result(static_cast<std::size_t>(count));
    fill(seed, 0, result);
    return result;
}

Result<std::size_t> Samples::read(std::span<std::uint8_t> target) {
    if (onRead) {
        onRead(position_);
    }
    if (position_ >= failsAt) {
        return Error(status::E_STREAM_READ_FAILURE, "the source broke");
    }
    const std::uint64_t left = std::min(bytes_, failsAt) - position_;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), left));
    if (silent) {
        std::memset(target.data(), 0, count);
    } else {
        fill(seed_, position_, target.first(count));
    }
    position_ += count;
    return count;
}

Result<void> Samples::seek(std::uint64_t offset) {
    position_ = offset;
    return {};
}

Status Session::add(Stream &stream, const TaoTrackSettings &track) {
    return note(format.addAudioTrack(stream, track, handler()));
}

Status Session::addSectors(std::uint32_t seed, std::int32_t sectors, const TaoTrackSettings &track) {
    auto samples = Samples::sectors(seed, sectors);
    return add(samples, track);
}

Status Session::release() {
    return note(format.releaseMedia(handler()));
}

std::int32_t Session::count() const {
    const auto number = format.numberOfExistingTracks();
    EXPECT_OK(number);
    return *number;
}

void Session::expectReleased() const {
    expectFreeDrive();
    EXPECT_STATUS(format.numberOfExistingTracks(), status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
}

std::vector<std::uint8_t> binBytes(const Disc &disc, std::int32_t lba, std::uint64_t bytes) {
    std::ifstream file(disc.file("disc.bin"), std::ios::binary);
    file.seekg(std::int64_t{lba} * AudioSector);
    std::vector<std::uint8_t> found(static_cast<std::size_t>(bytes));
    file.read(reinterpret_cast<char *>(found.data()), static_cast<std::streamsize>(bytes));
    found.resize(static_cast<std::size_t>(file.gcount()));
    return found;
}

void expectSamples(const Disc &disc, std::int32_t lba, std::uint32_t seed, std::int32_t sectors,
                   std::int32_t silentSectors) {
    const auto length = static_cast<std::uint64_t>(sectors) * AudioSector;
    auto expected = Samples::bytes(seed, length);
    expected.resize(expected.size() + static_cast<std::size_t>(silentSectors) * AudioSector);
    EXPECT(binBytes(disc, lba, expected.size()) == expected);
}

std::string faults(const std::string &entries) {
    return "{\"faults\":[" + entries + "]}";
}

}  // namespace test

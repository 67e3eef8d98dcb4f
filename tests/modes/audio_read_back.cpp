// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading audio back through drives that read it early or late.
#include "burn/audio_read_back.hpp"
#include "../core/fake_drive.hpp"
#include "burn/content_digest.hpp"
#include "tao_support.hpp"

#include <algorithm>

using namespace burnish;
using namespace test;

namespace {

constexpr std::int32_t Start = 1000;

// A drive with one track; offset: by how many samples it reads late. Around the track there are other samples.
class OffsetDrive {
public:
    OffsetDrive(std::vector<std::uint8_t> track, std::int32_t offset)
        : track_(std::move(track)), fake_(std::make_shared<FakeDrive>()) {
        fake_->standing[0xBE] = [this, offset](const mmc::Command &command) {
            const std::int64_t lba = *command.lba;
            std::vector<std::uint8_t> reply(command.dataLength);
            for (std::size_t i = 0; i < reply.size(); ++i) {
                const std::int64_t place =
                    (lba - Start) * AudioSector + static_cast<std::int64_t>(i) - std::int64_t{offset} * 4;
                const bool inside = place >= 0 && place < static_cast<std::int64_t>(track_.size());
                reply[i] = inside ? track_[static_cast<std::size_t>(place)] : 0xEE;
            }
            return good(reply);
        };
        drive = std::make_unique<Drive>(std::make_unique<FakeTransport>(fake_));
    }

    std::unique_ptr<Drive> drive;

private:
    std::vector<std::uint8_t> track_;
    std::shared_ptr<FakeDrive> fake_;
};

std::vector<std::uint32_t> crcsOf(const std::vector<std::uint8_t> &samples) {
    auto digest = ContentDigest::create(false, true, samples.size(), AudioSector);
    EXPECT_OK(digest);
    digest->update(samples);
    digest->finish();
    return digest->sectorCrcs();
}

struct Verdict {
    Status status = status::S_OK;
    std::int32_t offset = 0;
    AudioReadBackResult result;
};

Verdict readBack(const std::vector<std::uint8_t> &burned, const std::vector<std::uint8_t> &onDisc,
                 std::int32_t offset) {
    const OffsetDrive drive(onDisc, offset);
    WriteControl control;
    ProgressMeter meter({}, false);
    AudioReadBack reader(*drive.drive, control, meter);
    Verdict verdict;
    auto compared = reader.compare(Start, burned.size(), crcsOf(burned), verdict.result);
    verdict.status = compared.ok() ? status::S_OK : compared.error().status;
    verdict.offset = reader.offset();
    return verdict;
}

}  // namespace

TEST(constantReadOffsetIsTolerated) {
    const auto samples = Samples::bytes(5, std::uint64_t{301} * AudioSector);
    for (const std::int32_t offset : {0, 1, -1, 6, 30, -102, 588, 667, -1164, 2000, -2000}) {
        const auto verdict = readBack(samples, samples, offset);
        EXPECT_EQ(verdict.status, status::S_OK);
        EXPECT_EQ(verdict.offset, offset);
        EXPECT_EQ(verdict.result.sectors + verdict.result.unreadable, 301);
        EXPECT(verdict.result.unreadable <= 4);
    }
}

TEST(offsetBeyondWhatDrivesHaveIsADifference) {
    const auto samples = Samples::bytes(5, std::uint64_t{301} * AudioSector);
    EXPECT_EQ(readBack(samples, samples, 2001).status, status::E_BURN_VERIFICATION_FAILED);
}

TEST(damageIsFoundAlsoThroughAnOffset) {
    const auto samples = Samples::bytes(5, std::uint64_t{301} * AudioSector);
    auto damaged = samples;
    damaged[std::size_t{200} * AudioSector + 99] ^= 1;
    for (const std::int32_t offset : {0, 667, -1164}) {
        const auto verdict = readBack(samples, damaged, offset);
        EXPECT_EQ(verdict.status, status::E_BURN_VERIFICATION_FAILED);
        EXPECT_EQ(verdict.result.differing, 1);
        EXPECT_EQ(verdict.result.firstBadLba.value_or(0), Start + 200);
        EXPECT_EQ(verdict.offset, offset);
    }
}

// Silence is found everywhere, so it must not lead astray: neither at the beginning, nor where a sector of it is bad.
TEST(silenceDoesNotHideTheOffsetNorMakeOneUp) {
    auto samples = Samples::bytes(5, std::uint64_t{400} * AudioSector);
    std::fill_n(samples.begin(), std::size_t{100} * AudioSector, std::uint8_t{0});
    auto verdict = readBack(samples, samples, 667);
    EXPECT_EQ(verdict.status, status::S_OK);
    EXPECT_EQ(verdict.offset, 667);
    auto damaged = samples;
    damaged[std::size_t{50} * AudioSector] = 1;
    verdict = readBack(samples, damaged, 0);
    EXPECT_EQ(verdict.status, status::E_BURN_VERIFICATION_FAILED);
    EXPECT_EQ(verdict.offset, 0);
    EXPECT_EQ(verdict.result.differing, 1);
    EXPECT_EQ(verdict.result.firstBadLba.value_or(0), Start + 50);
}

TEST(silentTrackIsProven) {
    const std::vector<std::uint8_t> silence(std::size_t{300} * AudioSector);
    EXPECT_EQ(readBack(silence, silence, 0).status, status::S_OK);
    EXPECT_EQ(readBack(silence, Samples::bytes(1, silence.size()), 0).status, status::E_BURN_VERIFICATION_FAILED);
}

// The last sector holds less than 2352 bytes of the stream; what follows is not the stream's.
TEST(lastSectorMayEndEarly) {
    const auto samples = Samples::bytes(5, std::uint64_t{300} * AudioSector + 100);
    auto onDisc = samples;
    onDisc.resize(std::size_t{301} * AudioSector);
    EXPECT_EQ(readBack(samples, onDisc, 0).status, status::S_OK);
    EXPECT_EQ(readBack(samples, onDisc, 30).status, status::S_OK);
    onDisc[std::size_t{300} * AudioSector + 99] ^= 1;
    EXPECT_EQ(readBack(samples, onDisc, 0).status, status::E_BURN_VERIFICATION_FAILED);
}

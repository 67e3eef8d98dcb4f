// SPDX-License-Identifier: LGPL-2.1-or-later
// Discs that must not be overwritten: write protection, and the search for what a rewritable disc holds.
#include "check.hpp"
#include "media/heuristic_blank.hpp"
#include "reply_bytes.hpp"

namespace {

using namespace burnish;
using test::Bytes;
using test::checkCondition;
using test::good;

constexpr std::uint8_t Read10 = 0x28, DiscStructure = 0xAD;
constexpr std::int32_t Sectors = 2295104;

// A drive with a DVD+RW in it, all zeros but for what a test writes.
struct Bench {
    std::shared_ptr<test::FakeDrive> fake = std::make_shared<test::FakeDrive>();
    test::FakeClock clock;
    Drive drive{std::make_unique<test::FakeTransport>(fake), clock};
    std::int32_t mark = -1;  // the sector that is not zero

    explicit Bench(std::uint16_t profile = 0x1A, bool tellsProtection = true) {
        test::DiscFields disc;
        disc.status = 3;
        disc.format = 3;  // formatted through
        disc.erasable = true;
        fake->always(0x00, good());
        const Bytes feature{0x00, 0x04, 0x09, 0x04, 0, 0, 0, 0};
        fake->always(0x46, good(test::featuresReply(
                               profile, tellsProtection ? std::vector<Bytes>{feature} : std::vector<Bytes>{})));
        fake->always(0x51, good(test::discReply(disc)));
        fake->always(0x5A, good(test::modeReply({test::capabilitiesPage()})));
        fake->always(0xAC, good(test::performanceReply({5540})));
        fake->always(0x25, good(test::capacityReply(Sectors - 1)));
        fake->standing[0x52] = [](const mmc::Command &command) {
            test::TrackFields track;
            track.size = Sectors;
            return command.cdb[5] == 1 ? good(test::trackReply(track)) : checkCondition(5, 0x24, 0x00);
        };
        fake->standing[Read10] = [this](const mmc::Command &command) {
            const ByteView cdb(command.bytes());
            const auto lba = static_cast<std::int32_t>(cdb.u32(2));
            const int blocks = cdb.u16(7);
            Bytes data(static_cast<std::size_t>(blocks) * 2048);
            if (mark >= lba && mark < lba + blocks) {
                data[static_cast<std::size_t>(mark - lba) * 2048 + 2047] = 1;
            }
            return lba + blocks > Sectors ? checkCondition(5, 0x21, 0x00) : good(data);
        };
    }
    Medium inspect() {
        auto medium = inspectMedium(drive);
        EXPECT_OK(medium);
        return *medium;
    }
    bool blank(bool mounted = false) {
        auto answer = isHeuristicallyBlank(drive, inspect(), mounted);
        EXPECT_OK(answer);
        return *answer;
    }
    void protect(std::uint8_t bits) { fake->always(DiscStructure, good({0, 6, 0, 0, bits, 0, 0, 0})); }
};

TEST(write_protection_is_told_and_forbids_writing) {
    const struct {
        std::uint16_t profile;
        std::uint8_t bits;
        std::int32_t protection;
    } rows[] = {
        {0x12, 0x00, 0},
        {0x12, 0x01, write_protect::UntilPowerdown},
        {0x12, 0x02, write_protect::BySoftware},
        {0x1A, 0x02, write_protect::ByDiscControlBlock},
        {0x12, 0x04, write_protect::ByCartridge},
        {0x12, 0x0C, write_protect::ByCartridge | write_protect::ByMediaSpecificReason},
    };
    for (const auto &row : rows) {
        Bench bench(row.profile);
        bench.protect(row.bits);
        const Medium medium = bench.inspect();
        EXPECT_EQ(medium.writeProtect, row.protection);
        EXPECT_EQ((medium.state & media_state::WriteProtected) != 0, row.protection != 0);
    }
}

TEST(drives_that_do_not_tell_protect_nothing) {
    Bench silent(0x1A, false);
    silent.protect(0xFF);
    EXPECT_EQ(silent.inspect().writeProtect, 0);
    EXPECT_EQ(silent.fake->count(DiscStructure), 0U);
    Bench refusing;
    EXPECT_EQ(refusing.inspect().writeProtect, 0);
    Bench gone;
    gone.fake->always(DiscStructure, test::lost(status::E_DEV_NOT_EXIST));
    EXPECT_STATUS(inspectMedium(gone.drive), status::E_DEV_NOT_EXIST);
}

TEST(two_megabytes_of_zeros_at_either_end_are_blank) {
    Bench bench;
    EXPECT(!bench.inspect().physicallyBlank);
    EXPECT(bench.blank());
    for (const std::int32_t held : {0, 16, 1023, Sectors - 1024, Sectors - 1}) {
        bench.mark = held;
        EXPECT(!bench.blank());
    }
    for (const std::int32_t missed : {1024, Sectors / 2, Sectors - 1025}) {
        bench.mark = missed;
        EXPECT(bench.blank());
    }
    bench.mark = -1;
    EXPECT(!bench.blank(true));
}

TEST(what_cannot_be_read_is_not_blank) {
    Bench bench;
    bench.fake->always(Read10, checkCondition(3, 0x11, 0x00));
    EXPECT(!bench.blank());
    bench.fake->always(Read10, good(Bytes(2048)));  // too little
    EXPECT(!bench.blank());
    bench.fake->always(Read10, test::lost(status::E_DEV_NOT_EXIST));
    EXPECT_STATUS(isHeuristicallyBlank(bench.drive, bench.inspect(), false), status::E_DEV_NOT_EXIST);
}

TEST(sequential_discs_say_it_themselves) {
    Bench bench;
    Medium medium;
    medium.type = MediaType::CdR;
    medium.state = media_state::Appendable;
    EXPECT(!*isHeuristicallyBlank(bench.drive, medium, false));
    medium.physicallyBlank = true;
    EXPECT(*isHeuristicallyBlank(bench.drive, medium, false));
    EXPECT_EQ(bench.fake->count(Read10), 0U);
}

}  // namespace

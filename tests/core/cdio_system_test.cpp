// SPDX-License-Identifier: LGPL-2.1-or-later
// The transport through libcdio, with a stand-in for libcdio: what it leaves out, and what is made of it.
#include "transport/cdio_system.hpp"
#include "check.hpp"
#include "fake_drive.hpp"
#include "fake_system.hpp"
#include "mmc/commands.hpp"
#include "transport/linux_sg.hpp"

#include <cerrno>
#include <numeric>

namespace {

using namespace burnish;
using test::Bytes;
using Outcome = CdioLibrary::Outcome;

// A libcdio that answers as a test says.
class FakeCdio final : public CdioLibrary {
public:
    std::vector<std::string> modes;
    std::set<std::string> refusedModes;
    int handles = 0;
    Outcome outcome = Outcome::Success;
    int error = 0;
    Bytes sense;
    Bytes reply;             // what comes; the rest of the buffer is left as it is
    bool zeroFills = false;  // the adapter failed, and the buffer comes back empty
    std::vector<unsigned> timeouts;
    std::vector<Bytes> sent;
    std::function<void()> whileRunning;

    Handle open(const std::string &, const char *accessMode) override {
        modes.emplace_back(accessMode);
        if (refusedModes.contains(accessMode)) {
            return nullptr;
        }
        ++handles;
        return &handles;
    }
    void close(Handle handle) override {
        EXPECT(handle == &handles);
        --handles;
    }
    Outcome run(Handle, unsigned timeout, const mmc::Command &command, std::span<std::uint8_t> data) override {
        timeouts.push_back(timeout);
        if (command.direction == mmc::Direction::FromDevice) {
            EXPECT(reply.size() <= data.size());
            std::copy(reply.begin(), reply.end(), data.begin());
            if (zeroFills) {
                std::fill(data.begin(), data.end(), std::uint8_t{0});
            }
        } else {
            sent.emplace_back(data.begin(), data.end());
        }
        if (whileRunning) {
            whileRunning();
        }
        errno = error;
        return outcome;
    }
    Bytes lastSense(Handle) override { return sense; }
};

struct Machine {
    test::FakeSystem system;
    FakeCdio library;
    test::FakeClock clock;
    std::unique_ptr<Transport> transport;

    Machine() { open(); }
    void open() {
        auto opened = LinuxSg::open("cdio:/dev/sr0", "/dev/sr0", std::make_unique<CdioSystem>(system, library, clock));
        EXPECT_OK(opened);
        transport = std::move(*opened);
    }
    Result<Completion> run(const mmc::Command &command, std::span<std::uint8_t> data = {}) {
        return transport->execute(command, data);
    }
};

Bytes counted(std::size_t size) {
    Bytes bytes(size);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{1});
    return bytes;
}

Bytes noMedium() {
    return test::checkCondition(2, 0x3A, 0x01).sense;
}

TEST(an_answer_is_handed_over_with_its_length) {
    Machine machine;
    for (const std::size_t length : {std::size_t{5}, std::size_t{36}, std::size_t{92}, std::size_t{96}}) {
        machine.library.reply = counted(length);
        Bytes data(96, 0xEE);
        const auto done = machine.run(mmc::inquiry(96), data);
        EXPECT_OK(done);
        EXPECT_EQ(done->status, 0);
        EXPECT_EQ(done->transferred, length);
        EXPECT(std::equal(machine.library.reply.begin(), machine.library.reply.end(), data.begin()));
        EXPECT(std::all_of(data.begin() + static_cast<std::ptrdiff_t>(length), data.end(),
                           [](std::uint8_t byte) { return byte == 0xEE; }));
    }
    EXPECT_EQ(machine.transport->device(), std::string("cdio:/dev/sr0"));
}

TEST(success_without_an_answer_is_none) {
    Machine machine;
    Bytes data(2048);
    EXPECT_STATUS(machine.run(mmc::inquiry(96), std::span(data).first(96)), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT_STATUS(machine.run(mmc::read10(0, 1, 2048), data), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT(std::all_of(data.begin(), data.end(), [](std::uint8_t byte) { return byte == 0; }));
    machine.library.zeroFills = true;
    EXPECT_STATUS(machine.run(mmc::inquiry(96), std::span(data).first(96)), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT_STATUS(machine.run(mmc::readDiscInformation(34), std::span(data).first(34)),
                  status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    const auto sector = machine.run(mmc::read10(0, 1, 2048), data);  // sectors may be empty
    EXPECT_OK(sector);
    EXPECT_EQ(sector->transferred, 2048U);
}

TEST(sense_data_make_a_check_condition) {
    Machine machine;
    machine.library.outcome = Outcome::Failed;
    machine.library.error = EIO;
    machine.library.sense = noMedium();
    const auto done = machine.run(mmc::testUnitReady());
    EXPECT_OK(done);
    EXPECT_EQ(done->status, 0x02);
    EXPECT_EQ(done->transferred, 0U);
    EXPECT_EQ(done->senseLength, 18U);
    EXPECT_EQ(done->sense[12], 0x3A);
    EXPECT_EQ(done->sense[13], 0x01);
}

TEST(more_sense_than_there_is_room_for_is_cut) {
    Machine machine;
    machine.library.outcome = Outcome::Failed;
    machine.library.sense = Bytes(64, 0x55);
    const auto done = machine.run(mmc::testUnitReady());
    EXPECT_OK(done);
    EXPECT_EQ(done->senseLength, 32U);
}

TEST(failures_without_sense) {
    const std::vector<std::tuple<Outcome, int, Status>> cases{
        {Outcome::Failed, EIO, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
        {Outcome::Failed, 0, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
        {Outcome::Failed, ENODEV, status::E_DEV_NOT_EXIST},
        {Outcome::Failed, ENXIO, status::E_DEV_NOT_EXIST},
        {Outcome::Failed, ENOMEM, status::E_OUTOFMEMORY},
        {Outcome::NotPermitted, EPERM, status::E_ACCESSDENIED},
        {Outcome::NotPermitted, 0, status::E_ACCESSDENIED},
        {Outcome::BadParameter, EINVAL, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
    };
    for (const auto &[outcome, error, expected] : cases) {
        Machine machine;
        machine.library.outcome = outcome;
        machine.library.error = error;
        const auto refused = machine.run(mmc::testUnitReady());
        EXPECT_STATUS(refused, expected);
        EXPECT(refused.error().detail.find("cdio:/dev/sr0: libcdio: ") == 0);
    }
}

// Time is what tells a command that the adapter gave up from one that the drive carried out.
TEST(a_success_that_took_all_of_its_time_is_a_timeout) {
    Machine machine;
    auto command = mmc::write10(0, 1);
    command.timeout = std::chrono::seconds(10);
    Bytes data(2048);
    machine.library.whileRunning = [&] { machine.clock.sleepFor(std::chrono::milliseconds(9999)); };
    const auto written = machine.run(command, data);
    EXPECT_OK(written);
    EXPECT_EQ(written->transferred, 2048U);
    machine.library.whileRunning = [&] { machine.clock.sleepFor(std::chrono::seconds(10)); };
    EXPECT_STATUS(machine.run(command, data), status::E_RECORDER_COMMAND_TIMEOUT);
    machine.library.outcome = Outcome::Failed;
    EXPECT_STATUS(machine.run(command, data), status::E_RECORDER_COMMAND_TIMEOUT);
    machine.library.sense = noMedium();  // it did answer
    EXPECT_OK(machine.run(command, data));
}

// 100 ticks are a second, and none would be no limit at all.
TEST(time_limits_are_given_in_ticks) {
    Machine machine;
    auto command = mmc::testUnitReady();
    for (const int milliseconds : {30000, 25, 1}) {
        command.timeout = std::chrono::milliseconds(milliseconds);
        EXPECT_OK(machine.run(command));
    }
    EXPECT(machine.library.timeouts == (std::vector<unsigned>{3000, 3, 1}));
}

TEST(data_go_out_as_they_are) {
    Machine machine;
    Bytes data = counted(2048);
    EXPECT_EQ(machine.run(mmc::write10(0, 1), data)->transferred, 2048U);
    EXPECT(machine.library.sent.back() == data);
}

TEST(commands_of_16_bytes_cannot_be_sent) {
    Machine machine;
    auto command = mmc::testUnitReady();
    command.length = 16;
    EXPECT_STATUS(machine.run(command), status::E_NOTIMPL);
    EXPECT(machine.library.timeouts.empty());
}

TEST(access_modes) {
    Machine machine;
    EXPECT_OK(machine.transport->setAccess(Access::Exclusive, false, "test"));
    EXPECT_OK(machine.transport->setAccess(Access::Inspect, false, {}));
    EXPECT(machine.library.modes == (std::vector<std::string>{"MMC_RDWR", "MMC_RDWR_EXCL", "MMC_RDWR"}));
    EXPECT_EQ(machine.library.handles, 1);
    EXPECT_EQ(machine.system.descriptors.size(), 1U);
    machine.transport.reset();
    EXPECT_EQ(machine.library.handles, 0);
    EXPECT(machine.system.descriptors.empty());
    machine.system.openErrorReadWrite = EACCES;
    machine.open();
    EXPECT_EQ(machine.library.modes.back(), std::string("IOCTL"));
}

TEST(a_drive_in_use_stays_as_it_was) {
    Machine machine;
    machine.system.openErrorExclusive = EBUSY;
    machine.system.programs = {"brasero (pid 1234)"};
    const auto held = machine.transport->setAccess(Access::Exclusive, false, "test");
    EXPECT_STATUS(held, status::E_RECORDER_LOCKED);
    EXPECT(held.error().message.find("brasero (pid 1234)") != std::string::npos);
    EXPECT_EQ(machine.transport->exclusiveOwner(), std::string("brasero (pid 1234)"));
    machine.system.openErrorExclusive = 0;
    machine.library.refusedModes = {"MMC_RDWR_EXCL"};  // somebody came in between
    EXPECT_STATUS(machine.transport->setAccess(Access::Exclusive, false, "test"), status::E_RECORDER_LOCKED);
    EXPECT_EQ(machine.transport->exclusiveOwner(), std::string());
    EXPECT_EQ(machine.library.handles, 1);
    EXPECT_EQ(machine.system.descriptors.size(), 1U);
    EXPECT_OK(machine.run(mmc::testUnitReady()));
}

TEST(nodes_that_are_no_recorders) {
    const auto open = [](NodeKind kind, bool scsi, const std::set<std::string> &refused) {
        test::FakeSystem system;
        FakeCdio library;
        system.kind = kind;
        system.speaksScsi = scsi;
        library.refusedModes = refused;
        auto opened = LinuxSg::open("cdio:/dev/x", "/dev/x", std::make_unique<CdioSystem>(system, library));
        EXPECT(system.descriptors.empty() && library.handles == 0);
        EXPECT(!opened.ok());
        return opened.error().status;
    };
    EXPECT_EQ(open(NodeKind::Missing, true, {}), status::E_DEV_NOT_EXIST);
    EXPECT_EQ(open(NodeKind::Other, true, {}), status::E_NOT_A_RECORDER);
    EXPECT_EQ(open(NodeKind::BlockDevice, false, {}), status::E_NOT_A_RECORDER);
    EXPECT_EQ(open(NodeKind::BlockDevice, true, {"MMC_RDWR"}), status::E_FAIL);
}

}  // namespace

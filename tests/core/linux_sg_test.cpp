// SPDX-License-Identifier: LGPL-2.1-or-later
// The Linux transport without hardware: every combination of what the kernel may say, and who may open what.
#include "transport/linux_sg.hpp"
#include "check.hpp"
#include "fake_drive.hpp"
#include "fake_system.hpp"
#include "mmc/commands.hpp"
#include "recorder/recorder.hpp"
#include "transport/device_holders.hpp"
#include "transport/sg_judgement.hpp"

#include <fcntl.h>

#include <cerrno>
#include <functional>

namespace {

using namespace burnish;
using test::FakeSystem;

constexpr Status Timeout = status::E_RECORDER_COMMAND_TIMEOUT;
constexpr Status Gone = status::E_DEV_NOT_EXIST;
constexpr Status Unexpected = status::E_UNEXPECTED_RESPONSE_FROM_DEVICE;

Status judged(const SgOutcome &outcome) {
    const auto result = judgeSg(outcome, 2048, "/dev/sr0");
    return result.ok() ? status::S_OK : result.error().status;
}

TEST(a_clean_answer) {
    SgOutcome outcome;
    outcome.residual = 48;
    auto result = judgeSg(outcome, 2048, "/dev/sr0");
    EXPECT_OK(result);
    EXPECT_EQ(result->status, 0);
    EXPECT_EQ(result->transferred, 2000U);
}

TEST(residuals_are_kept_in_bounds) {
    SgOutcome outcome;
    outcome.residual = 4096;
    EXPECT_EQ(judgeSg(outcome, 2048, "")->transferred, 0U);
    outcome.residual = -5;
    EXPECT_EQ(judgeSg(outcome, 2048, "")->transferred, 2048U);
}

TEST(check_condition_with_driver_sense_is_the_drives_answer) {
    SgOutcome outcome;
    outcome.status = 0x02;
    outcome.driverStatus = 0x08;
    outcome.sense[0] = 0x70;
    outcome.sense[2] = 5;
    outcome.senseLength = 18;
    auto result = judgeSg(outcome, 0, "");
    EXPECT_OK(result);
    EXPECT_EQ(result->status, 0x02);
    EXPECT_EQ(result->senseLength, 18U);
    EXPECT_EQ(result->sense[2], 5);
}

// Nothing but host 0 and driver 0 or 8 may pass; SCSI status GOOD does not help.
TEST(every_host_and_driver_status) {
    for (unsigned host = 0; host < 0x20; ++host) {
        for (unsigned driver = 0; driver < 0x80; ++driver) {
            SgOutcome outcome;
            outcome.hostStatus = static_cast<std::uint16_t>(host);
            outcome.driverStatus = static_cast<std::uint16_t>(driver);
            const unsigned code = driver & 0x07;
            Status expected = Unexpected;
            if (host == 3 || (host == 0 && code == 6)) {
                expected = Timeout;
            } else if (host == 1 || host == 4) {
                expected = Gone;
            } else if (host == 0 && code == 0) {
                expected = status::S_OK;
            }
            EXPECT_EQ(judged(outcome), expected);
        }
    }
}

// The kernel marks some sense keys in the host status too; the sense says more.
TEST(host_statuses_that_repeat_the_sense) {
    for (const std::uint16_t host : {0x10, 0x12, 0x13}) {
        SgOutcome outcome;
        outcome.hostStatus = host;
        outcome.status = 0x02;
        EXPECT_EQ(judged(outcome), Unexpected);
        outcome.senseLength = 18;
        EXPECT_EQ(judged(outcome), status::S_OK);
        outcome.status = 0x00;
        EXPECT_EQ(judged(outcome), Unexpected);
    }
}

TEST(failures_of_the_ioctl) {
    for (const auto &[number, expected] : std::vector<std::pair<int, Status>>{{ENODEV, Gone},
                                                                              {ENXIO, Gone},
                                                                              {ETIMEDOUT, Timeout},
                                                                              {EPERM, status::E_ACCESSDENIED},
                                                                              {EACCES, status::E_ACCESSDENIED},
                                                                              {ENOMEM, status::E_OUTOFMEMORY},
                                                                              {ENOTTY, status::E_NOT_A_RECORDER},
                                                                              {EIO, Unexpected},
                                                                              {EINVAL, Unexpected},
                                                                              {EINTR, Unexpected}}) {
        SgOutcome outcome;
        outcome.error = number;
        EXPECT_EQ(judged(outcome), expected);
    }
}

TEST(nodes_that_are_no_recorders) {
    FakeSystem system;
    for (const auto &[kind, expected] :
         std::vector<std::pair<NodeKind, Status>>{{NodeKind::Missing, Gone},
                                                  {NodeKind::Forbidden, status::E_ACCESSDENIED},
                                                  {NodeKind::Directory, status::E_NOT_A_RECORDER},
                                                  {NodeKind::Other, status::E_NOT_A_RECORDER}}) {
        system.kind = kind;
        EXPECT_STATUS(LinuxSg::open("/dev/x", system), expected);
    }
    EXPECT(system.flagsSeen.empty());
}

TEST(real_nodes_that_are_no_recorders) {
    EXPECT_STATUS(Recorder::open("/dev/null"), status::E_NOT_A_RECORDER);
    EXPECT_STATUS(Recorder::open("/"), status::E_NOT_A_RECORDER);
    EXPECT_STATUS(Recorder::open("/proc/self/exe"), status::E_NOT_A_RECORDER);
    EXPECT_STATUS(Recorder::open("/dev/no-such-drive"), Gone);
    EXPECT_STATUS(Recorder::open("/proc/self/exe/below"), Gone);
}

// Where this machine has such disks; they are asked INQUIRY at most.
TEST(real_disks_are_no_recorders) {
    for (const char *node : {"/dev/loop0", "/dev/vda", "/dev/sda", "/dev/nvme0n1", "/dev/zram0"}) {
        const auto opened = Recorder::open(node);
        const bool there = systemSg().kindOf(node) == NodeKind::BlockDevice;
        EXPECT(!opened.ok());
        const Status code = opened.error().status;
        EXPECT(there ? code == status::E_NOT_A_RECORDER || code == status::E_ACCESSDENIED || code == Gone
                     : code == Gone);
    }
}

TEST(a_disk_is_no_recorder) {
    FakeSystem system;
    system.answer = [](const mmc::Command &, std::span<std::uint8_t> data) {
        std::fill(data.begin(), data.end(), std::uint8_t{0});
        return SgOutcome{};
    };
    EXPECT_STATUS(Recorder::open(std::move(*LinuxSg::open("/dev/sda", system))), status::E_NOT_A_RECORDER);
    system.answer = [](const mmc::Command &, std::span<std::uint8_t>) {
        SgOutcome outcome;
        outcome.error = ENOTTY;
        return outcome;
    };
    EXPECT_STATUS(Recorder::open(std::move(*LinuxSg::open("/dev/loop0", system))), status::E_NOT_A_RECORDER);
    system.speaksScsi = false;
    EXPECT_STATUS(LinuxSg::open("/dev/loop0", system), status::E_NOT_A_RECORDER);
    EXPECT(system.descriptors.empty());
}

TEST(inspection_opens_shared_and_read_only_where_it_must) {
    FakeSystem system;
    EXPECT_OK(LinuxSg::open("/dev/sr0", system));
    EXPECT(system.flagsSeen == std::vector<int>({O_RDWR}));
    for (const int error : {EACCES, EPERM, EROFS}) {
        system.flagsSeen.clear();
        system.openErrorReadWrite = error;
        EXPECT_OK(LinuxSg::open("/dev/sr0", system));
        EXPECT(system.flagsSeen == std::vector<int>({O_RDWR, O_RDONLY}));
    }
    EXPECT(system.descriptors.empty());
}

TEST(failures_to_open) {
    FakeSystem system;
    system.openErrorReadWrite = EACCES;
    system.openErrorReadOnly = EACCES;
    auto denied = LinuxSg::open("/dev/sr0", system);
    EXPECT_STATUS(denied, status::E_ACCESSDENIED);
    EXPECT(denied.error().message.find("cdrom") != std::string::npos);
    system.openErrorReadWrite = ENXIO;
    EXPECT_STATUS(LinuxSg::open("/dev/sr0", system), Gone);
    system.openErrorReadWrite = EBUSY;
    EXPECT_STATUS(LinuxSg::open("/dev/sr0", system), status::E_RECORDER_LOCKED);
    system.openErrorReadWrite = EMFILE;
    EXPECT_STATUS(LinuxSg::open("/dev/sr0", system), status::E_FAIL);
}

TEST(exclusive_access_reopens_and_inspection_gives_back) {
    FakeSystem system;
    auto transport = std::move(*LinuxSg::open("/dev/sr0", system));
    EXPECT_OK(transport->setAccess(Access::Exclusive, false, "test"));
    EXPECT_EQ(system.flagsSeen.back(), O_RDWR | O_EXCL);
    EXPECT_EQ(system.descriptors.size(), 1U);
    EXPECT_OK(transport->setAccess(Access::Inspect, false, ""));
    EXPECT_EQ(system.flagsSeen.back(), O_RDWR);
    EXPECT_EQ(system.descriptors.size(), 1U);
    transport.reset();
    EXPECT(system.descriptors.empty());
}

TEST(media_events_are_suspended_by_a_lock) {
    FakeSystem system;
    auto transport = std::move(*LinuxSg::open("/dev/sr0", system));
    EXPECT_OK(transport->suspendMediaEvents());
    EXPECT_EQ(system.flagsSeen.back(), O_RDONLY);
    EXPECT_EQ(system.locked.size(), 1U);
    EXPECT_OK(transport->setAccess(Access::Exclusive, false, "test"));  // another descriptor
    EXPECT_EQ(system.locked.size(), 1U);
    transport->resumeMediaEvents();
    EXPECT(system.locked.empty());
    EXPECT_EQ(system.descriptors.size(), 1U);
    transport->resumeMediaEvents();
    EXPECT_OK(transport->suspendMediaEvents());
    transport.reset();
    EXPECT(system.descriptors.empty());
}

TEST(a_lock_that_another_program_holds) {
    FakeSystem system;
    auto transport = std::move(*LinuxSg::open("/dev/sr0", system));
    system.lockError = EWOULDBLOCK;
    auto busy = transport->suspendMediaEvents();
    EXPECT_STATUS(busy, status::E_RECORDER_LOCKED);
    EXPECT(busy.error().canRetry);
    system.lockError = ENOLCK;
    auto failed = transport->suspendMediaEvents();
    EXPECT_STATUS(failed, status::E_FAIL);
    EXPECT(!failed.error().canRetry);
    system.openErrorReadOnly = EACCES;
    EXPECT_STATUS(transport->suspendMediaEvents(), status::E_ACCESSDENIED);
    EXPECT_EQ(system.descriptors.size(), 1U);
}

// udev looks at the disc for a while, and then no more.
TEST(notification_waits_for_udev) {
    FakeSystem system;
    test::FakeClock clock;
    system.answer = [](const mmc::Command &, std::span<std::uint8_t> data) {
        data[0] = 0x05;
        return SgOutcome{};
    };
    auto recorder = std::move(*Recorder::open(std::move(*LinuxSg::open("/dev/sr0", system)), clock));
    system.lockError = EWOULDBLOCK;
    EXPECT_STATUS(recorder->disableMcn(), status::E_RECORDER_LOCKED);
    EXPECT_EQ(clock.sleeps.size(), 99U);
    EXPECT_STATUS(recorder->enableMcn(), status::E_FAIL);
    system.lockError = ENOLCK;
    EXPECT_STATUS(recorder->disableMcn(), status::E_FAIL);
    EXPECT_EQ(clock.sleeps.size(), 99U);
    system.lockError = 0;
    EXPECT_OK(recorder->disableMcn());
    EXPECT_OK(recorder->disableMcn());
    EXPECT_EQ(system.locked.size(), 1U);
    EXPECT_OK(recorder->enableMcn());
    EXPECT_EQ(system.locked.size(), 1U);
    EXPECT_OK(recorder->enableMcn());
    EXPECT(system.locked.empty());
    EXPECT_STATUS(recorder->enableMcn(), status::E_FAIL);
    EXPECT_OK(recorder->disableMcn());
    recorder.reset();
    EXPECT(system.descriptors.empty());
}

TEST(a_mounted_disc_is_named_and_force_unmounts_it) {
    FakeSystem system;
    system.mounts = {"/media/PHOTOS"};
    auto transport = std::move(*LinuxSg::open("/dev/sr0", system));
    auto locked = transport->setAccess(Access::Exclusive, false, "test");
    EXPECT_STATUS(locked, status::E_RECORDER_LOCKED);
    EXPECT(locked.error().message.find("/media/PHOTOS") != std::string::npos);
    EXPECT(locked.error().canRetry);
    EXPECT_EQ(transport->exclusiveOwner(), "mounted on /media/PHOTOS");
    EXPECT_EQ(transport->mountPoints().front(), "/media/PHOTOS");
    EXPECT_OK(transport->setAccess(Access::Exclusive, true, "test"));
    EXPECT(system.unmounted == std::vector<std::string>({"/media/PHOTOS"}));
}

TEST(force_that_cannot_unmount) {
    FakeSystem system;
    system.mounts = {"/media/PHOTOS"};
    auto transport = std::move(*LinuxSg::open("/dev/sr0", system));
    system.unmountError = EBUSY;
    EXPECT_STATUS(transport->setAccess(Access::Exclusive, true, "test"), status::E_RECORDER_LOCKED);
    system.unmountError = EPERM;
    EXPECT_STATUS(transport->setAccess(Access::Exclusive, true, "test"), status::E_ACCESSDENIED);
    EXPECT_EQ(system.descriptors.size(), 1U);
    EXPECT_OK(transport->execute(mmc::testUnitReady(), {}));
}

TEST(another_program_is_named) {
    FakeSystem system;
    system.openErrorExclusive = EBUSY;
    system.programs = {"brasero (pid 4711)", "wodim (pid 4712)"};
    auto transport = std::move(*LinuxSg::open("/dev/sr0", system));
    auto locked = transport->setAccess(Access::Exclusive, false, "test");
    EXPECT_STATUS(locked, status::E_RECORDER_LOCKED);
    EXPECT(locked.error().message.find("brasero (pid 4711), wodim (pid 4712)") != std::string::npos);
    system.programs.clear();
    EXPECT_EQ(transport->exclusiveOwner(), "another program");
    system.openErrorExclusive = 0;
    EXPECT(transport->exclusiveOwner().empty());
    EXPECT_EQ(system.descriptors.size(), 1U);
}

TEST(exclusive_access_denied_or_gone) {
    FakeSystem system;
    auto transport = std::move(*LinuxSg::open("/dev/sr0", system));
    system.openErrorExclusive = EACCES;
    EXPECT_STATUS(transport->setAccess(Access::Exclusive, false, "test"), status::E_ACCESSDENIED);
    system.openErrorExclusive = ENXIO;
    EXPECT_STATUS(transport->setAccess(Access::Exclusive, false, "test"), Gone);
}

TEST(a_drive_unplugged_on_the_way) {
    FakeSystem system;
    int commands = 0;
    system.answer = [&commands](const mmc::Command &, std::span<std::uint8_t>) {
        SgOutcome outcome;
        outcome.error = ++commands > 3 ? ENODEV : 0;
        return outcome;
    };
    Drive drive(std::move(*LinuxSg::open("/dev/sr0", system)));
    std::vector<std::uint8_t> data(2048);
    for (int i = 0; i < 3; ++i) {
        EXPECT_OK(drive.run(mmc::write10(i, 1), data));
    }
    EXPECT_STATUS(drive.run(mmc::write10(3, 1), data), Gone);
}

TEST(transfers_fit_the_queue) {
    FakeSystem system;
    EXPECT_EQ((*LinuxSg::open("/dev/sr0", system))->maximumTransfer(), 65536U);
    system.largest = 32768;
    EXPECT_EQ((*LinuxSg::open("/dev/sr0", system))->maximumTransfer(), 32768U);
    system.largest = std::size_t{1} << 20;
    EXPECT_EQ((*LinuxSg::open("/dev/sr0", system))->maximumTransfer(), 65536U);
}

TEST(commands_without_data_send_none) {
    FakeSystem system;
    std::size_t seen = 1;
    system.answer = [&seen](const mmc::Command &, std::span<std::uint8_t> data) {
        seen = data.size();
        return SgOutcome{};
    };
    std::vector<std::uint8_t> data(16);
    auto transport = std::move(*LinuxSg::open("/dev/sr0", system));
    EXPECT_EQ(transport->execute(mmc::testUnitReady(), data)->transferred, 0U);
    EXPECT_EQ(seen, 0U);
}

// The real system, on a node that is there everywhere and takes no SCSI commands.
TEST(the_real_system_says_what_the_kernel_says) {
    SgSystem &system = systemSg();
    EXPECT(system.kindOf("/dev/null") == NodeKind::Other);
    EXPECT(system.kindOf("/dev") == NodeKind::Directory);
    EXPECT(system.kindOf("/dev/no-such-node") == NodeKind::Missing);
    EXPECT_EQ(system.open("/dev/no-such-node", O_RDWR), -ENOENT);
    const int descriptor = system.open("/dev/null", O_RDWR);
    EXPECT(descriptor >= 0);
    std::vector<std::uint8_t> data(36);
    EXPECT_EQ(system.execute(descriptor, mmc::inquiry(36), data).error, ENOTTY);
    EXPECT_EQ(system.largestTransfer(descriptor), 0U);
    EXPECT(!system.takesCommands(descriptor));
    EXPECT(system.adapterOf("/dev/null").bus == BusType::Unknown);
    EXPECT_EQ(system.lastingNameOf("/dev/null"), "/dev/null");
    EXPECT_EQ(system.lock(descriptor), 0);
    const int second = system.open("/dev/null", O_RDWR);
    EXPECT_EQ(system.lock(second), -EWOULDBLOCK);
    system.close(second);
    system.close(descriptor);
    EXPECT_EQ(system.execute(descriptor, mmc::inquiry(36), data).error, EBADF);
    EXPECT(system.unmount("/no/such/mount/point") < 0);
}

TEST(mountinfo_is_understood) {
    const char *text =
        "22 27 0:21 / /sys rw,nosuid shared:7 - sysfs sysfs rw\n"
        "96 27 11:0 / /media/My\\040Photos\\134x ro shared:50 - iso9660 /dev/sr0 ro\n"
        "97 27 11:1 / /mnt ro - iso9660 /dev/sr1 ro\n"
        "garbage\n"
        "98 27 11:0 /sub /srv ro - iso9660 /dev/sr0 ro";
    EXPECT(mountPointsIn(text, 11, 0) == std::vector<std::string>({"/media/My Photos\\x", "/srv"}));
    EXPECT(mountPointsIn(text, 11, 1) == std::vector<std::string>({"/mnt"}));
    EXPECT(mountPointsIn(text, 8, 0).empty());
    EXPECT(mountPointsIn("", 11, 0).empty());
}

TEST(holders_of_what_is_no_device) {
    EXPECT(mountPointsOfDevice("/dev/null").empty());
    EXPECT(processesWithOpen("/no/such/node").empty());
}

}  // namespace

// SPDX-License-Identifier: LGPL-2.1-or-later
// Diagnoses: every situation that keeps a burn from happening, on a stand-in for the system and on virtual recorders;
// and that opening a drive says the same.
#include "media/diagnosis.hpp"

#include "check.hpp"
#include "fake_drive.hpp"
#include "fake_system.hpp"
#include "recorder/recorder.hpp"
#include "temporary_folder.hpp"
#include "transport/linux_sg.hpp"

#include <nlohmann/json.hpp>

#include <fstream>

namespace {

using namespace burnish;
using test::FakeSystem;

const Finding *findProblem(const Diagnosis &diagnosis) {
    for (const auto &finding : diagnosis.findings) {
        if (finding.severity == Severity::Problem) {
            return &finding;
        }
    }
    return nullptr;
}

// The first problem is this one, and its sentence has these words.
void expectProblem(const Diagnosis &diagnosis, std::string_view about, Status code, std::vector<std::string> words) {
    EXPECT(!diagnosis.usable());
    const Finding *found = findProblem(diagnosis);
    EXPECT(found != nullptr);
    EXPECT_EQ(std::string_view(found->about), about);
    EXPECT_EQ(found->status, code);
    for (const auto &word : words) {
        if (found->message.find(word) == std::string::npos) {
            test::fail(__FILE__, __LINE__, "\"" + found->message + "\" lacks \"" + word + "\"");
        }
    }
}

// A recorder that answers INQUIRY, and has no disc with this qualifier.
std::function<SgOutcome(const mmc::Command &, std::span<std::uint8_t>)> emptyDrive(std::uint8_t qualifier) {
    return [qualifier](const mmc::Command &command, std::span<std::uint8_t> data) {
        SgOutcome outcome;
        if (command.cdb[0] == 0x12) {
            std::fill(data.begin(), data.end(), std::uint8_t{'A'});
            data[0] = 5;
            data[1] = 0x80;
            data[4] = 31;
            return outcome;
        }
        outcome.status = 2;
        outcome.senseLength = 18;
        outcome.sense[0] = 0x70;
        outcome.sense[2] = 2;
        outcome.sense[7] = 10;
        outcome.sense[12] = 0x3A;
        outcome.sense[13] = qualifier;
        return outcome;
    };
}

TEST(nodes_that_are_no_drives_are_explained) {
    FakeSystem system;
    system.kind = NodeKind::Missing;
    expectProblem(diagnose("/dev/sr7", system), "device", status::E_DEV_NOT_EXIST, {"/dev/sr7", "plugged in"});
    system.kind = NodeKind::Directory;
    expectProblem(diagnose("/photos", system), "device", status::E_NOT_A_RECORDER, {"virtual:/photos"});
    system.kind = NodeKind::Other;
    expectProblem(diagnose("/dev/null", system), "device", status::E_NOT_A_RECORDER, {"no recorder"});
    system.kind = NodeKind::BlockDevice;
    system.speaksScsi = false;
    expectProblem(diagnose("/dev/loop0", system), "device", status::E_NOT_A_RECORDER, {"no recorder"});
    EXPECT(system.descriptors.empty());
}

TEST(missing_permission_names_the_group_and_the_remedy) {
    FakeSystem system;
    system.openErrorReadOnly = system.openErrorReadWrite = EACCES;
    system.rights = {"root", "cdrom", 0660, "alice", false, false, false};
    expectProblem(diagnose("/dev/sr0", system), "permission", status::E_ACCESSDENIED,
                  {"root", "cdrom", "rw-rw----", "not in that group", "usermod -aG cdrom alice"});
    system.rights.isListed = true;
    expectProblem(diagnose("/dev/sr0", system), "permission", status::E_ACCESSDENIED, {"log out and in again"});
    system.rights.isMember = true;
    expectProblem(diagnose("/dev/sr0", system), "permission", status::E_ACCESSDENIED, {"container"});
    system.rights = {"root", "root", 0600, "alice", false, false, false};
    expectProblem(diagnose("/dev/sr0", system), "permission", status::E_ACCESSDENIED,
                  {"rw-------", "no group", "setfacl -m u:alice:rw"});
    system.rights = {};
    expectProblem(diagnose("/dev/sr0", system), "permission", status::E_ACCESSDENIED, {"usermod"});
}

TEST(opening_says_the_same_as_the_diagnosis) {
    FakeSystem system;
    system.openErrorReadOnly = system.openErrorReadWrite = EACCES;
    system.rights = {"root", "optical", 0660, "alice", false, false, false};
    const auto opened = LinuxSg::open("/dev/sr0", system);
    EXPECT_STATUS(opened, status::E_ACCESSDENIED);
    EXPECT_EQ(opened.error().message, findProblem(diagnose("/dev/sr0", system))->message);
    EXPECT(opened.error().message.find("usermod -aG optical alice") != std::string::npos);
}

TEST(a_drive_that_may_only_be_read) {
    FakeSystem system;
    system.answer = emptyDrive(1);
    system.openErrorReadWrite = EACCES;
    system.rights = {"root", "cdrom", 0660, "alice", false, false, false};
    expectProblem(diagnose("/dev/sr0", system), "permission", status::E_ACCESSDENIED, {"usermod -aG cdrom alice"});
    EXPECT(system.descriptors.empty());
}

TEST(mounts_and_holders_are_named) {
    FakeSystem system;
    system.answer = emptyDrive(1);
    system.mounts = {"/media/cdrom"};
    expectProblem(diagnose("/dev/sr0", system), "use", status::E_RECORDER_LOCKED,
                  {"mounted on /media/cdrom", "unmount"});
    system.mounts.clear();
    system.openErrorExclusive = EBUSY;
    system.programs = {"brasero (pid 77)"};
    expectProblem(diagnose("/dev/sr0", system), "use", status::E_RECORDER_LOCKED, {"brasero (pid 77)", "close it"});
    system.programs.clear();
    expectProblem(diagnose("/dev/sr0", system), "use", status::E_RECORDER_LOCKED, {"another program"});
    EXPECT(system.descriptors.empty());
    EXPECT(system.unmounted.empty());
}

TEST(no_disc_and_an_open_tray_are_told_apart) {
    FakeSystem system;
    system.answer = emptyDrive(2);
    expectProblem(diagnose("/dev/sr0", system), "disc", status::E_RECORDER_MEDIA_NO_MEDIA, {"tray is open"});
    system.answer = emptyDrive(1);
    expectProblem(diagnose("/dev/sr0", system), "disc", status::E_RECORDER_MEDIA_NO_MEDIA,
                  {"no disc", "tray is closed"});
    system.answer = emptyDrive(0);
    expectProblem(diagnose("/dev/sr0", system), "disc", status::E_RECORDER_MEDIA_NO_MEDIA, {"no disc"});
}

TEST(what_speaks_scsi_and_is_no_recorder) {
    FakeSystem system;
    system.answer = [](const mmc::Command &, std::span<std::uint8_t> data) {
        std::fill(data.begin(), data.end(), std::uint8_t{0});
        return SgOutcome{};
    };
    expectProblem(diagnose("/dev/sda", system), "device", status::E_NOT_A_RECORDER, {"/dev/sda", "no CD, DVD or BD"});
}

TEST(a_blank_virtual_disc_is_usable) {
    const test::TemporaryFolder folder;
    const auto diagnosis = diagnose("virtual:" + folder / "x.disc");
    EXPECT(diagnosis.usable());
    EXPECT_EQ(diagnosis.findings.size(), 2U);
    EXPECT_EQ(std::string_view(diagnosis.findings[0].about), "drive");
    EXPECT(diagnosis.findings[0].message.find("BURNISH VIRTUAL RECORDER") != std::string::npos);
    EXPECT(diagnosis.findings[1].message.find("CD-R (blank") != std::string::npos);
    EXPECT(diagnosis.findings[1].message.find("736 MB free") != std::string::npos);
}

TEST(virtual_recorders_with_trouble) {
    const test::TemporaryFolder folder;
    expectProblem(diagnose("virtual:" + folder / "x.disc" + "?empty=1"), "disc", status::E_RECORDER_MEDIA_NO_MEDIA,
                  {"no disc"});
    expectProblem(diagnose("virtual:" + folder / "x.disc" + "?colour=red"), "device", status::E_INVALIDARG, {"colour"});
    expectProblem(diagnose("sr0"), "device", status::E_INVALIDARG, {"/dev/sr0"});
    std::ofstream(folder / "file") << "x";
    expectProblem(diagnose("virtual:" + folder / "file"), "device", status::E_NOT_A_DISC_FOLDER, {});
    expectProblem(diagnose("replay:" + folder / "file"), "device", status::E_NOT_A_TRANSCRIPT, {folder / "file"});
    auto holder = Recorder::open("virtual:" + folder / "y.disc");
    EXPECT_OK(holder);
    expectProblem(diagnose("virtual:" + folder / "y.disc"), "use", status::E_RECORDER_LOCKED,
                  {std::to_string(::getpid())});
    EXPECT_OK((*holder)->ejectMedia());
}

TEST(a_disc_that_is_not_read_yet_is_a_note) {
    const test::TemporaryFolder folder;
    std::ofstream(folder / "faults.json")
        << R"({"faults": [{"command": "TEST UNIT READY", "nth": 2, "times": "forever", "sense": "2/04/01"}]})";
    const auto diagnosis = diagnose("virtual:" + folder / "x.disc" + "?faults=" + folder / "faults.json");
    EXPECT(diagnosis.usable());
    EXPECT(diagnosis.findings.back().severity == Severity::Note);
    EXPECT_EQ(diagnosis.findings.back().status, status::E_RECORDER_MEDIA_BECOMING_READY);
}

TEST(a_diagnosis_changes_nothing) {
    FakeSystem system;
    std::vector<std::uint8_t> opcodes;
    const auto drive = emptyDrive(2);
    system.answer = [&](const mmc::Command &command, std::span<std::uint8_t> data) {
        opcodes.push_back(command.cdb[0]);
        return drive(command, data);
    };
    EXPECT(!diagnose("/dev/sr0", system).usable());
    for (const std::uint8_t opcode : opcodes) {
        EXPECT(opcode == 0x12 || opcode == 0x00);
    }
}

TEST(a_diagnosis_as_json) {
    FakeSystem system;
    system.kind = NodeKind::Missing;
    const auto json = nlohmann::json::parse(diagnose("/dev/sr7", system).toJson());
    EXPECT_EQ(json["device"].get<std::string>(), "/dev/sr7");
    EXPECT(!json["usable"].get<bool>());
    EXPECT_EQ(json["findings"][0]["status"].get<std::string>(), "0x80070037");
    EXPECT_EQ(json["findings"][0]["name"].get<std::string>(), "ERROR_DEV_NOT_EXIST");
    EXPECT_EQ(json["findings"][0]["severity"].get<std::string>(), "problem");
}

TEST(machines_without_drives) {
    namespace fs = std::filesystem;
    const test::TemporaryFolder folder;
    const fs::path root = folder / "root";
    expectProblem(diagnoseMachine(root), "device", status::E_DEV_NOT_EXIST, {"no optical drive", "virtual:album.disc"});
    fs::create_directories(root / "sys/bus/scsi/devices/0:0:0:0");
    std::ofstream(root / "sys/bus/scsi/devices/0:0:0:0/type") << "0\n";  // a disk
    expectProblem(diagnoseMachine(root), "device", status::E_DEV_NOT_EXIST, {"no optical drive"});
    fs::create_directories(root / "sys/bus/scsi/devices/1:0:0:0");
    std::ofstream(root / "sys/bus/scsi/devices/1:0:0:0/type") << "5\n";
    expectProblem(diagnoseMachine(root), "device", status::E_DEV_NOT_EXIST, {"modprobe sr_mod"});
    fs::create_directories(root / "sys/class/block/sr0");
    expectProblem(diagnoseMachine(root), "device", status::E_DEV_NOT_EXIST, {"/dev/sr0", "container"});
    fs::create_directories(root / "dev");
    std::ofstream(root / "dev/sr0") << "";
    EXPECT(diagnoseMachine(root).usable());
}

TEST(the_system_tells_who_owns_a_node) {
    const auto rights = systemSg().rightsOf("/dev/null");
    EXPECT_EQ(rights.owner, "root");
    EXPECT_EQ(rights.group, "root");
    EXPECT_EQ(rights.mode & 0600U, 0600U);
    EXPECT(!rights.user.empty());
    EXPECT(systemSg().rightsOf("/dev/no-such-node").owner.empty());
}

}  // namespace

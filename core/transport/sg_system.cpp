// SPDX-License-Identifier: LGPL-2.1-or-later
// SgSystem on Linux: SG_IO, version 3 of its header, on the block device node.
#include "transport/sg_system.hpp"

#include "transport/device_holders.hpp"

#include <fcntl.h>
#include <grp.h>
#include <linux/fs.h>
#include <pwd.h>
#include <scsi/sg.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace burnish {

namespace {

int directionOf(mmc::Direction direction, bool hasData) {
    if (!hasData || direction == mmc::Direction::None) {
        return SG_DXFER_NONE;
    }
    return direction == mmc::Direction::ToDevice ? SG_DXFER_TO_DEV : SG_DXFER_FROM_DEV;
}

// The databases' functions that any thread may call; they want room for the texts, which a large group has much of.
constexpr std::size_t EntryBytes = std::size_t{64} << 10;

// Empty where the system knows no name.
std::string userName(uid_t user) {
    std::vector<char> texts(EntryBytes);
    passwd entry{};
    passwd *found = nullptr;
    return ::getpwuid_r(user, &entry, texts.data(), texts.size(), &found) == 0 && found != nullptr ? entry.pw_name : "";
}

// The group's name, and whether its list has the user.
void lookUpGroup(gid_t number, NodeRights &rights) {
    std::vector<char> texts(EntryBytes);
    group entry{};
    group *found = nullptr;
    if (::getgrgid_r(number, &entry, texts.data(), texts.size(), &found) != 0 || found == nullptr) {
        return;
    }
    rights.group = entry.gr_name;
    for (char **member = entry.gr_mem; *member != nullptr; ++member) {
        rights.isListed = rights.isListed || rights.user == *member;
    }
}

bool processHasGroup(gid_t group) {
    std::vector<gid_t> groups(static_cast<std::size_t>(std::max(0, ::getgroups(0, nullptr))));
    const int count = ::getgroups(static_cast<int>(groups.size()), groups.data());
    groups.resize(static_cast<std::size_t>(std::max(0, count)));
    return ::getegid() == group || std::find(groups.begin(), groups.end(), group) != groups.end();
}

class LinuxSystem final : public SgSystem {
public:
    [[nodiscard]] NodeKind kindOf(const std::string &path) override {
        struct stat info {};
        if (::stat(path.c_str(), &info) != 0) {
            return errno == EACCES ? NodeKind::Forbidden : NodeKind::Missing;
        }
        if (S_ISDIR(info.st_mode)) {
            return NodeKind::Directory;
        }
        return S_ISBLK(info.st_mode) ? NodeKind::BlockDevice : NodeKind::Other;
    }

    [[nodiscard]] int open(const std::string &path, int flags) override {
        const int descriptor = ::open(path.c_str(), flags | O_NONBLOCK | O_CLOEXEC);
        return descriptor < 0 ? -errno : descriptor;
    }

    void close(int descriptor) override { ::close(descriptor); }

    [[nodiscard]] SgOutcome execute(int descriptor, const mmc::Command &command, std::span<std::uint8_t> data) override;

    [[nodiscard]] bool takesCommands(int descriptor) override {
        constexpr int Version3 = 30000;
        int version = 0;
        return ::ioctl(descriptor, SG_GET_VERSION_NUM, &version) == 0 && version >= Version3;
    }

    [[nodiscard]] std::size_t largestTransfer(int descriptor) override {
        unsigned short sectors = 0;
        return ::ioctl(descriptor, BLKSECTGET, &sectors) == 0 ? std::size_t{sectors} * 512 : 0;
    }

    [[nodiscard]] std::vector<std::string> mountPoints(const std::string &path) override {
        return mountPointsOfDevice(path);
    }

    [[nodiscard]] std::vector<std::string> processes(const std::string &path) override {
        return processesWithOpen(path);
    }

    [[nodiscard]] int unmount(const std::string &mountPoint) override {
        return ::umount2(mountPoint.c_str(), UMOUNT_NOFOLLOW) == 0 ? 0 : -errno;
    }

    [[nodiscard]] int lock(int descriptor) override { return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : -errno; }

    [[nodiscard]] NodeRights rightsOf(const std::string &path) override;

    [[nodiscard]] Adapter adapterOf(const std::string &path) override { return adapterOfNode(path); }

    [[nodiscard]] std::string lastingNameOf(const std::string &path) override {
        return lastingName(path, "/dev/disk/by-id");
    }
};

// The names of user and group databases, looked up when there is something to explain.
NodeRights LinuxSystem::rightsOf(const std::string &path) {
    NodeRights rights;
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
        return rights;
    }
    rights.owner = userName(info.st_uid);
    rights.user = userName(::geteuid());
    rights.mode = info.st_mode & 0777U;
    rights.isOwner = info.st_uid == ::geteuid();
    rights.isMember = processHasGroup(info.st_gid);
    lookUpGroup(info.st_gid, rights);
    return rights;
}

SgOutcome LinuxSystem::execute(int descriptor, const mmc::Command &command, std::span<std::uint8_t> data) {
    SgOutcome outcome;
    sg_io_hdr_t header{};
    auto cdb = command.cdb;
    header.interface_id = 'S';
    header.dxfer_direction = directionOf(command.direction, !data.empty());
    header.cmd_len = command.length;
    header.cmdp = cdb.data();
    if (header.dxfer_direction != SG_DXFER_NONE) {
        header.dxfer_len = static_cast<unsigned>(data.size());
        header.dxferp = data.data();
    }
    header.mx_sb_len = static_cast<unsigned char>(outcome.sense.size());
    header.sbp = outcome.sense.data();
    header.timeout = static_cast<unsigned>(command.timeout.count());
    if (::ioctl(descriptor, SG_IO, &header) != 0) {
        outcome.error = errno;
        return outcome;
    }
    outcome.status = header.status;
    outcome.hostStatus = header.host_status;
    outcome.driverStatus = header.driver_status;
    outcome.residual = header.resid;
    outcome.senseLength = std::min<std::size_t>(header.sb_len_wr, outcome.sense.size());
    return outcome;
}

}  // namespace

SgSystem &systemSg() {
    static LinuxSystem system;
    return system;
}

}  // namespace burnish

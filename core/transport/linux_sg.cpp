// SPDX-License-Identifier: LGPL-2.1-or-later
// Opening, holding and using a real drive.
#include "transport/linux_sg.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace burnish {

namespace {

// More fails behind some USB bridges, whatever the kernel believes.
constexpr std::size_t MaximumTransfer = std::size_t{64} << 10;

Result<void> checkNode(const std::string &path, NodeKind kind) {
    if (kind == NodeKind::BlockDevice) {
        return {};
    }
    return errorOfKind(path, kind);
}

Error openRefused(SgSystem &system, const std::string &path, int error) {
    const std::string detail = "open " + path + ": " + std::strerror(error);
    switch (error) {
        case EACCES:
        case EPERM:
        case EROFS:
            return errorOfRights(path, system.rightsOf(path), detail);
        case ENOENT:
        case ENODEV:
        case ENXIO:
            return errorOfKind(path, NodeKind::Missing);
        case EBUSY:
            return errorOfHolder(path, holderOf(system.mountPoints(path), system.processes(path)), detail);
        default:
            return {status::E_FAIL, "The drive " + path + " cannot be opened.", detail};
    }
}

bool isForbidden(int error) {
    return error == EACCES || error == EPERM || error == EROFS;
}

// A drive may be inspected where it may only be read.
int openShared(SgSystem &system, const std::string &path) {
    const int descriptor = system.open(path, O_RDWR);
    return isForbidden(-descriptor) ? system.open(path, O_RDONLY) : descriptor;
}

}  // namespace

LinuxSg::LinuxSg(std::string path, SgSystem &system, int descriptor)
    : device_(path),
      path_(std::move(path)),
      system_(system),
      descriptor_(descriptor),
      maximumTransfer_(MaximumTransfer) {
    if (const std::size_t largest = system_.largestTransfer(descriptor_); largest != 0) {
        maximumTransfer_ = std::min(maximumTransfer_, largest);
    }
}

LinuxSg::~LinuxSg() {
    resumeMediaEvents();
    system_.close(descriptor_);
}

Result<std::unique_ptr<Transport>> LinuxSg::open(const std::string &path, SgSystem &system) {
    TRY_ASSIGN(auto transport, openNode(path, system));
    return std::unique_ptr<Transport>(std::move(transport));
}

Result<std::unique_ptr<Transport>> LinuxSg::open(const std::string &device, const std::string &path,
                                                 std::unique_ptr<SgSystem> system) {
    TRY_ASSIGN(auto transport, openNode(path, *system));
    transport->device_ = device;
    transport->ownSystem_ = std::move(system);
    return std::unique_ptr<Transport>(std::move(transport));
}

Result<std::unique_ptr<LinuxSg>> LinuxSg::openNode(const std::string &path, SgSystem &system) {
    TRY(checkNode(path, system.kindOf(path)));
    const int descriptor = openShared(system, path);
    std::unique_ptr<LinuxSg> transport(descriptor >= 0 ? new LinuxSg(path, system, descriptor) : nullptr);
    if (!transport) {
        return openRefused(system, path, -descriptor);
    }
    if (!system.takesCommands(descriptor)) {
        return notScsi(path);
    }
    return transport;
}

Result<Completion> LinuxSg::execute(const mmc::Command &command, std::span<std::uint8_t> data) {
    const auto moved = command.direction == mmc::Direction::None ? std::span<std::uint8_t>() : data;
    return judgeSg(system_.execute(descriptor_, command, moved), moved.size(), device_);
}

// The new descriptor comes before the old one goes: nobody else can slip in, and a failure leaves all as it was.
Result<void> LinuxSg::setAccess(Access access, bool force, const std::string &) {
    if (access == Access::Exclusive && force) {
        TRY(unmountAll());
    }
    const int descriptor =
        access == Access::Exclusive ? system_.open(path_, O_RDWR | O_EXCL) : openShared(system_, path_);
    if (descriptor < 0) {
        return openRefused(system_, path_, -descriptor);
    }
    system_.close(descriptor_);
    descriptor_ = descriptor;
    return {};
}

// Linux does not tell who opened exclusively: try for a moment, and if that fails name mounts and processes. The holder
// of this object knows whether it is the holder itself and does not ask.
std::string LinuxSg::exclusiveOwner() const {
    const int descriptor = system_.open(path_, O_RDONLY | O_EXCL);
    if (descriptor >= 0) {
        system_.close(descriptor);
        return {};
    }
    return -descriptor == EBUSY ? holderOf(system_.mountPoints(path_), system_.processes(path_)) : std::string();
}

// The node alone: the tray and the disc are left as they are.
Result<void> LinuxSg::checkWritable() const {
    const int descriptor = system_.open(path_, O_RDWR);
    if (descriptor < 0) {
        return openRefused(system_, path_, -descriptor);
    }
    system_.close(descriptor);
    return {};
}

std::vector<std::string> LinuxSg::mountPoints() const {
    return system_.mountPoints(path_);
}

// udev takes a shared lock on a node before it looks at the disc and leaves alone what somebody else has locked; what
// it has not looked at, no desktop hears of. A descriptor of its own, as setAccess() changes the other one.
Result<void> LinuxSg::suspendMediaEvents() {
    const int descriptor = system_.open(path_, O_RDONLY);
    if (descriptor < 0) {
        return openRefused(system_, path_, -descriptor);
    }
    const int error = -system_.lock(descriptor);
    if (error == 0) {
        lockDescriptor_ = descriptor;
        return {};
    }
    system_.close(descriptor);
    const std::string detail = "flock " + path_ + ": " + std::strerror(error);
    if (error != EWOULDBLOCK) {
        return Error(status::E_FAIL, "The drive " + path_ + " cannot be locked against media change notification.",
                     detail);
    }
    Error busy(status::E_RECORDER_LOCKED,
               "The system or another program looks at the disc in " + path_ + " just now; try again.", detail);
    busy.canRetry = true;
    return busy;
}

void LinuxSg::resumeMediaEvents() {
    if (lockDescriptor_ >= 0) {
        system_.close(lockDescriptor_);
        lockDescriptor_ = -1;
    }
}

Result<void> LinuxSg::unmountAll() {
    for (const auto &point : system_.mountPoints(path_)) {
        const int error = -system_.unmount(point);
        if (error == 0) {
            continue;
        }
        const bool forbidden = error == EPERM || error == EACCES;
        return Error(forbidden ? status::E_ACCESSDENIED : status::E_RECORDER_LOCKED,
                     "The disc is mounted on " + point + " and cannot be unmounted" +
                         (forbidden ? "; unmount it yourself (umount " + point + ") and try again."
                                    : "; close the programs that use it and try again."),
                     "umount " + point + ": " + std::strerror(error));
    }
    return {};
}

}  // namespace burnish

// SPDX-License-Identifier: LGPL-2.1-or-later
// CdioSystem: a drive's node whose commands go through libcdio's pass-through. libcdio says less of a command than
// SG_IO does; what it leaves out is found out where it can be, see docs/devices.md.
#pragma once

#include "base/clock.hpp"
#include "transport/sg_system.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

namespace burnish {

// What is used of libcdio, behind a seam so that tests can stand in for it.
class CdioLibrary {
public:
    using Handle = void *;  // CdIo_t
    enum class Outcome : std::uint8_t { Success, NotPermitted, BadParameter, Failed };

    virtual ~CdioLibrary() = default;
    // Null where the node cannot be opened so. The modes are libcdio's: "MMC_RDWR", "MMC_RDWR_EXCL", "IOCTL".
    [[nodiscard]] virtual Handle open(const std::string &path, const char *accessMode) = 0;
    virtual void close(Handle handle) = 0;
    // Leaves errno as the system set it. timeout: in the unit that libcdio passes on.
    [[nodiscard]] virtual Outcome run(Handle handle, unsigned timeout, const mmc::Command &command,
                                      std::span<std::uint8_t> data) = 0;
    // Sense data of the last command; empty where it had none.
    [[nodiscard]] virtual std::vector<std::uint8_t> lastSense(Handle handle) = 0;
};

class CdioSystem final : public SgSystem {
public:
    // system: all but the commands. All must outlive this.
    CdioSystem(SgSystem &system, CdioLibrary &library, Clock &clock = systemClock());
    ~CdioSystem() override;
    CdioSystem(const CdioSystem &) = delete;
    CdioSystem &operator=(const CdioSystem &) = delete;

    [[nodiscard]] int open(const std::string &path, int flags) override;
    void close(int descriptor) override;
    [[nodiscard]] SgOutcome execute(int descriptor, const mmc::Command &command, std::span<std::uint8_t> data) override;

    [[nodiscard]] NodeKind kindOf(const std::string &path) override { return system_.kindOf(path); }
    [[nodiscard]] bool takesCommands(int descriptor) override { return system_.takesCommands(descriptor); }
    [[nodiscard]] std::size_t largestTransfer(int descriptor) override { return system_.largestTransfer(descriptor); }
    [[nodiscard]] std::vector<std::string> mountPoints(const std::string &path) override {
        return system_.mountPoints(path);
    }
    [[nodiscard]] std::vector<std::string> processes(const std::string &path) override {
        return system_.processes(path);
    }
    [[nodiscard]] int unmount(const std::string &mountPoint) override { return system_.unmount(mountPoint); }
    [[nodiscard]] int lock(int descriptor) override { return system_.lock(descriptor); }
    [[nodiscard]] NodeRights rightsOf(const std::string &path) override { return system_.rightsOf(path); }
    [[nodiscard]] Adapter adapterOf(const std::string &path) override { return system_.adapterOf(path); }
    [[nodiscard]] std::string lastingNameOf(const std::string &path) override { return system_.lastingNameOf(path); }

private:
    [[nodiscard]] CdioLibrary::Handle handleOf(int descriptor) const;
    [[nodiscard]] SgOutcome send(CdioLibrary::Handle handle, const mmc::Command &command, std::span<std::uint8_t> data);
    [[nodiscard]] SgOutcome receive(CdioLibrary::Handle handle, const mmc::Command &command,
                                    std::span<std::uint8_t> data);

    SgSystem &system_;
    CdioLibrary &library_;
    Clock &clock_;
    mutable std::mutex mutex_;  // guards the handles
    std::map<int, CdioLibrary::Handle> handles_;
    std::uint32_t pattern_ = 1;
};

}  // namespace burnish

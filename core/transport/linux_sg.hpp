// SPDX-License-Identifier: LGPL-2.1-or-later
// LinuxSg: a real drive through SG_IO on its block device node (/dev/sr0).
#pragma once

#include "transport/sg_system.hpp"
#include "transport/transport.hpp"

#include <memory>
#include <string>

namespace burnish {

class LinuxSg final : public Transport {
public:
    // Opens for inspection; neither the tray nor the medium is touched. system must outlive the transport.
    [[nodiscard]] static Result<std::unique_ptr<Transport>> open(const std::string &path, SgSystem &system);
    // The same by another device string, through a system that is the transport's own.
    [[nodiscard]] static Result<std::unique_ptr<Transport>> open(const std::string &device, const std::string &path,
                                                                 std::unique_ptr<SgSystem> system);
    ~LinuxSg() override;
    LinuxSg(const LinuxSg &) = delete;
    LinuxSg &operator=(const LinuxSg &) = delete;

    [[nodiscard]] Result<Completion> execute(const mmc::Command &command, std::span<std::uint8_t> data) override;
    [[nodiscard]] Result<void> setAccess(Access access, bool force, const std::string &clientName) override;
    [[nodiscard]] std::string exclusiveOwner() const override;
    [[nodiscard]] const std::string &device() const override { return device_; }
    [[nodiscard]] std::size_t maximumTransfer() const override { return maximumTransfer_; }
    [[nodiscard]] std::vector<std::string> mountPoints() const override;
    [[nodiscard]] Result<void> checkWritable() const override;
    [[nodiscard]] Adapter adapter() const override { return system_.adapterOf(path_); }
    [[nodiscard]] std::string lastingName() const override { return system_.lastingNameOf(path_); }
    [[nodiscard]] Result<void> suspendMediaEvents() override;
    void resumeMediaEvents() override;

private:
    LinuxSg(std::string path, SgSystem &system, int descriptor);
    [[nodiscard]] static Result<std::unique_ptr<LinuxSg>> openNode(const std::string &path, SgSystem &system);
    [[nodiscard]] Result<void> unmountAll();

    std::string device_;
    std::string path_;
    std::unique_ptr<SgSystem> ownSystem_;  // ends last
    SgSystem &system_;
    int descriptor_;
    int lockDescriptor_ = -1;  // held while media events are suspended
    std::size_t maximumTransfer_;
};

}  // namespace burnish

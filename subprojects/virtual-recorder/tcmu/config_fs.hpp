// SPDX-License-Identifier: LGPL-2.1-or-later
// ConfigFs: the few things one does in configfs. Paths are below its folder "target".
#pragma once

#include <string>
#include <vector>

namespace virtual_recorder::attach {

// Each returns 0 or the error's number.
class ConfigFs {
public:
    virtual ~ConfigFs() = default;
    [[nodiscard]] virtual int makeFolder(const std::string &path) = 0;
    [[nodiscard]] virtual int removeFolder(const std::string &path) = 0;
    [[nodiscard]] virtual int write(const std::string &path, const std::string &value) = 0;
    [[nodiscard]] virtual int link(const std::string &target, const std::string &path) = 0;
    [[nodiscard]] virtual int unlink(const std::string &path) = 0;
    [[nodiscard]] virtual std::string read(const std::string &path) = 0;  // the first line; empty: none
};

// The machine's own.
class KernelConfigFs final : public ConfigFs {
public:
    explicit KernelConfigFs(std::string root) : root_(std::move(root)) {}

    int makeFolder(const std::string &path) override;
    int removeFolder(const std::string &path) override;
    int write(const std::string &path, const std::string &value) override;
    int link(const std::string &target, const std::string &path) override;
    int unlink(const std::string &path) override;
    std::string read(const std::string &path) override;

private:
    [[nodiscard]] std::string full(const std::string &path) const { return root_ + "/" + path; }

    std::string root_;
};

}  // namespace virtual_recorder::attach

// SPDX-License-Identifier: LGPL-2.1-or-later
// A mailbox in memory with the kernel's side of it, for tests.
#pragma once

#include "../drive.hpp"
#include "kernel_side.h"

#include <optional>

namespace test {

class FakeMailbox {
public:
    explicit FakeMailbox(std::uint16_t flags = 0x000F);  // all that a kernel can do
    ~FakeMailbox();
    FakeMailbox(const FakeMailbox &) = delete;
    FakeMailbox &operator=(const FakeMailbox &) = delete;

    [[nodiscard]] std::span<std::uint8_t> memory() { return memory_; }
    [[nodiscard]] kernel_side &kernel() { return kernel_; }
    // The memory becomes somebody else's, who unmaps it.
    [[nodiscard]] std::span<std::uint8_t> give();

    void put(std::uint16_t id, const std::string &cdb, const Bytes &data = {});
    [[nodiscard]] std::optional<kernel_completion> take();
    [[nodiscard]] Bytes dataOf(std::uint16_t id) const;

private:
    std::span<std::uint8_t> memory_;
    bool given_ = false;
    kernel_side kernel_{};
};

[[nodiscard]] virtual_recorder::Answer goodAnswer(std::size_t transferred = 0);
[[nodiscard]] virtual_recorder::Answer senseAnswer(std::uint8_t key, std::uint8_t asc, std::uint8_t ascq);

}  // namespace test

// SPDX-License-Identifier: LGPL-2.1-or-later
// The mailbox for tests.
#include "mailbox.hpp"

#include "../check.hpp"

#include <sys/mman.h>

#include <sstream>

namespace test {

using virtual_recorder::Answer;

FakeMailbox::FakeMailbox(std::uint16_t flags) {
    void *memory = ::mmap(nullptr, KERNEL_MEMORY, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    EXPECT(memory != MAP_FAILED);
    memory_ = {static_cast<std::uint8_t *>(memory), KERNEL_MEMORY};
    kernel_start(&kernel_, memory_.data(), flags);
}

FakeMailbox::~FakeMailbox() {
    if (!given_) {
        ::munmap(memory_.data(), memory_.size());
    }
}

std::span<std::uint8_t> FakeMailbox::give() {
    given_ = true;
    return memory_;
}

void FakeMailbox::put(std::uint16_t id, const std::string &cdb, const Bytes &data) {
    std::istringstream in(cdb);
    Bytes bytes;
    for (unsigned value = 0; in >> std::hex >> value;) {
        bytes.push_back(static_cast<std::uint8_t>(value));
    }
    kernel_put_command(&kernel_, id, bytes.data(), bytes.size(), data.data(), data.size());
}

std::optional<kernel_completion> FakeMailbox::take() {
    kernel_completion completion{};
    return kernel_take(&kernel_, &completion) != 0 ? std::optional(completion) : std::nullopt;
}

Bytes FakeMailbox::dataOf(std::uint16_t id) const {
    Bytes data(KERNEL_MEMORY);
    data.resize(kernel_read_data(&kernel_, id, data.data(), data.size()));
    return data;
}

Answer goodAnswer(std::size_t transferred) {
    Answer answer;
    answer.transferred = transferred;
    return answer;
}

Answer senseAnswer(std::uint8_t key, std::uint8_t asc, std::uint8_t ascq) {
    Answer answer;
    answer.status = 2;
    answer.senseLength = 18;
    answer.sense = {0x70, 0, key, 0, 0, 0, 0, 10, 0, 0, 0, 0, asc, ascq};
    return answer;
}

}  // namespace test

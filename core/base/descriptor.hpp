// SPDX-License-Identifier: LGPL-2.1-or-later
// Descriptor: a file descriptor that is closed with its owner.
#pragma once

#include <unistd.h>

namespace burnish {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    [[nodiscard]] int get() const { return number_; }
    // Somebody else owns it now.
    void release() { number_ = -1; }

private:
    int number_;
};

}  // namespace burnish

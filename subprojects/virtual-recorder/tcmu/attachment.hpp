// SPDX-License-Identifier: LGPL-2.1-or-later
// Attachment: a recorder as a drive of this machine, from the first step in configfs to the last.
#pragma once

#include "../server/listener.hpp"
#include "bridge.hpp"
#include "nodes.hpp"
#include "target.hpp"

#include <memory>
#include <string>

namespace virtual_recorder::attach {

class Attachment {
public:
    // Null, and a sentence for people, where it cannot be; nothing stays in the kernel then.
    [[nodiscard]] static std::unique_ptr<Attachment> open(const Places &places, ConfigFs &files, CarryOut carryOut,
                                                          std::string &message);
    ~Attachment();
    Attachment(const Attachment &) = delete;
    Attachment &operator=(const Attachment &) = delete;

    [[nodiscard]] const Identity &identity() const { return identity_; }
    [[nodiscard]] const Nodes &nodes() const { return nodes_; }
    [[nodiscard]] server::Listener &control() const { return *control_; }
    [[nodiscard]] int goneDescriptor() const { return bridge_->goneDescriptor(); }

    // Takes the drive away, as one pulls a cable. False, and a sentence for people, where something stays behind.
    [[nodiscard]] bool end(std::string &message);

private:
    Attachment(const Places &places, ConfigFs &files, Identity identity, std::unique_ptr<server::Listener> control);

    [[nodiscard]] static std::unique_ptr<Attachment> claim(const Places &places, ConfigFs &files, std::string &message);
    [[nodiscard]] bool setUp(CarryOut carryOut, std::string &message);

    const Places &places_;
    Target target_;
    Identity identity_;
    std::unique_ptr<server::Listener> control_;
    std::unique_ptr<Bridge> bridge_;
    Nodes nodes_;
    bool ended_ = false;
};

// Removes what an attachment has left behind whose process is gone. False, and a sentence for people, where it cannot.
[[nodiscard]] bool removeLeftovers(const Places &places, ConfigFs &files, const Identity &identity,
                                   std::string &message);

}  // namespace virtual_recorder::attach

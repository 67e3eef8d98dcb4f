// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscStore: a disc folder opened: its state and its contents, kept in step.
#pragma once

#include "contents.hpp"
#include "disc.hpp"
#include "disc_folder.hpp"
#include "virtual_recorder/recorder.hpp"

#include <memory>
#include <optional>

namespace virtual_recorder {

class DiscStore {
public:
    // Opens the folder of the options, or makes a blank disc there. Null and a failure when that cannot be.
    [[nodiscard]] static std::unique_ptr<DiscStore> open(const Options &options, Failure &failure);

    [[nodiscard]] const Disc &opened() const { return opened_; }  // as it was found
    [[nodiscard]] bool save(const Disc &disc);
    [[nodiscard]] bool saveClosedSession(const Disc &disc);  // with the exports
    // A disc whose blanking has begun is saved first, and then all contents and exports go.
    [[nodiscard]] bool erase(const Disc &disc);
    [[nodiscard]] Contents &contents() { return contents_; }

private:
    DiscStore(std::unique_ptr<DiscFolder> folder, const Disc &disc);
    [[nodiscard]] bool recover();

    std::unique_ptr<DiscFolder> folder_;
    Contents contents_;
    Disc opened_;
};

}  // namespace virtual_recorder

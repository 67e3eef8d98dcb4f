// SPDX-License-Identifier: LGPL-2.1-or-later
// Drive: the recorder that discsink burns with, and the disc in it.
#pragma once

#include "failure.hpp"
#include "handles.hpp"
#include "messages.hpp"
#include "settings.hpp"

#include <functional>
#include <optional>
#include <string>

namespace discsink {

enum class Tray { Out, In };

class Drive {
public:
    // Takes the recorder for itself. device: as the property has it, empty for the only one.
    [[nodiscard]] std::optional<Failure> open(const std::string &device);
    void close();
    [[nodiscard]] bool isOpenFor(const std::string &device) const { return recorder_ && asked_ == device; }

    // Looks at the disc; E_RECORDER_MEDIA_NO_MEDIA and its neighbours are told by status, all else by the failure.
    [[nodiscard]] std::optional<Failure> inspect(int32_t *status);
    // Whether that disc can be burned as the settings ask.
    [[nodiscard]] std::optional<Failure> judge(const Settings &settings) const;
    // Whether it must be erased first; judge() has found that it can be.
    [[nodiscard]] bool needsErase() const { return !medium_.blank; }
    // Tells how far it is, 0 to 1, or negative where that is not known.
    [[nodiscard]] std::optional<Failure> erase(bool full, const std::function<void(double)> &progress);
    [[nodiscard]] std::optional<Failure> eject();
    [[nodiscard]] bool moveTray(Tray direction);  // false: it did not

    // The fastest speed that is not faster than asked for (×, 0: any) and that the disc knows; 0: it knows none.
    [[nodiscard]] unsigned speedFor(unsigned asked) const;
    [[nodiscard]] burnish_recorder *recorder() const { return recorder_.get(); }
    [[nodiscard]] const std::string &device() const { return drive_.device; }
    [[nodiscard]] const DriveFacts &drive() const { return drive_; }
    [[nodiscard]] const MediumFacts &medium() const { return medium_; }
    // Name under which the drive is taken.
    static constexpr const char *ClientName = "discsink";

private:
    [[nodiscard]] std::optional<Failure> choose(const std::string &asked, std::string &device) const;
    [[nodiscard]] Failure failure(int32_t status) const;
    void learnDrive();
    void learnMedium(burnish_medium *medium);

    std::string asked_;
    RecorderHandle recorder_;
    DriveFacts drive_;
    MediumFacts medium_;
    int32_t mediumType_ = BURNISH_MEDIA_TYPE_UNKNOWN;
};

}  // namespace discsink

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All of libburnish. */
#ifndef BURNISH_BURNISH_H
#define BURNISH_BURNISH_H

#include <burnish/api.h>
#include <burnish/cd_text.h>
#include <burnish/cue.h>
#include <burnish/data.h>
#include <burnish/diagnosis.h>
#include <burnish/erase.h>
#include <burnish/error.h>
#include <burnish/job.h>
#include <burnish/master.h>
#include <burnish/medium.h>
#include <burnish/multisession.h>
#include <burnish/raw_cd.h>
#include <burnish/raw_image.h>
#include <burnish/recorder.h>
#include <burnish/recorder_commands.h>
#include <burnish/report.h>
#include <burnish/speed.h>
#include <burnish/status.h>
#include <burnish/stream.h>
#include <burnish/tao.h>
#include <burnish/version.h>

#endif

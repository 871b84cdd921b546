// Imported by the YAML target alone.
#ifndef DUET_CYAML_SHIM_H
#define DUET_CYAML_SHIM_H

#include <yaml.h>

#endif

#include "events.h"

#include <string.h>

#define NAME(p, n) [EVENT_##p##_##n] = #p ":" #n,
const char *const event_names[EVENTS] = {EACH_OLD_EVENT(NAME) EACH_CONNECTION_EVENT(NAME)};

int event_by_name(const char *name)
{
    for (int i = 0; i < EVENTS; i++)
        if (strcmp(name, event_names[i]) == 0)
            return i;
    return -1;
}

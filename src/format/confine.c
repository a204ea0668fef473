/* Landlock takes the file system away, seccomp all system calls but those listed, and limits cap memory
 * and time. Each is tried; a kernel without one of the first two is no reason not to read. */
#include "config.h"

#include "format/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/base.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SHADOW true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SHADOW true
#endif
#endif
#ifndef HAS_SHADOW
#define HAS_SHADOW false
#endif

/* ---- limits -------------------------------------------------------------------------------------- */

static bool limit(int resource, rlim_t most)
{
    struct rlimit now;

    if (getrlimit((__rlimit_resource_t)resource, &now) != 0)
        return false;
    if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most)
        most = now.rlim_max;
    return setrlimit((__rlimit_resource_t)resource,
                     &(struct rlimit){.rlim_cur = most, .rlim_max = most}) == 0;
}

static bool limit_resources(void)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    return (HAS_SHADOW || limit(RLIMIT_AS, CONFINE_MEMORY_MAX_BYTES)) &&
           limit(RLIMIT_CPU, CONFINE_TIME_MAX_S);
}

/* Libraries complain to standard error, some of them on their way out, and that is the reader's screen.
 * Closed, its number would be the next file's. */
static void give_up_speech(void)
{
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

    if (nowhere < 0)
        return;
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
}

/* ---- Landlock ------------------------------------------------------------------------------------ */

/* Linux 5.13 and newer; the header of the C library may be older than the kernel, so the numbers stand
 * here (include/uapi/linux/landlock.h). */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self  446
#endif

struct landlock_attributes {
    uint64_t handled_access_fs;
    uint64_t handled_access_net;
};

/* What each version of the interface can refuse: all of it. */
static uint64_t all_file_access(long version)
{
    static const unsigned char bit_counts[] = {0, 13, 14, 15, 15, 16};
    const size_t newest = COUNT_OF(bit_counts) - 1;

    return (UINT64_C(1) << bit_counts[(size_t)version < newest ? (size_t)version : newest]) - 1;
}

static void give_up_files(void)
{
    enum { ASK_VERSION = 1, NETWORK_SINCE = 4, BIND_AND_CONNECT = 3 };
    const long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, ASK_VERSION);
    struct landlock_attributes attributes;
    long ruleset;

    if (version < 1)
        return;
    attributes = (struct landlock_attributes){
        .handled_access_fs = all_file_access(version),
        .handled_access_net = version >= NETWORK_SINCE ? BIND_AND_CONNECT : 0,
    };
    ruleset = syscall(
        SYS_landlock_create_ruleset, &attributes,
        version >= NETWORK_SINCE ? sizeof attributes : sizeof attributes.handled_access_fs, 0);
    if (ruleset < 0)
        return;
    syscall(SYS_landlock_restrict_self, (int)ruleset, 0);
    close((int)ruleset);
}

/* ---- seccomp ------------------------------------------------------------------------------------- */

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef OWN_ARCHITECTURE
/* Memory, time, locks, what is open, and the end. Whatever else a library tries fails as if it were not
 * allowed, which libraries expect of files and of sockets. */
static const int allowed_calls[] = {
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_recvfrom,
    SYS_sendto,
    SYS_lseek,
    SYS_fstat,
    SYS_close,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_sched_yield,
    SYS_clock_gettime,
    SYS_getrandom,
    SYS_getpid,
    SYS_gettid,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_restart_syscall,
    SYS_tgkill,
    SYS_exit,
    SYS_exit_group,
    SYS_getrusage,
    SYS_sched_getaffinity,
    SYS_gettimeofday,
    SYS_clock_nanosleep,
};

enum { FILTER_MAX = COUNT_OF(allowed_calls) + 8 };

static void give_up_calls(void)
{
    enum { JUMP_EQUAL = BPF_JMP | BPF_JEQ | BPF_K, LOAD = BPF_LD | BPF_W | BPF_ABS };
    struct sock_filter filter[FILTER_MAX];
    struct sock_fprog program = {.filter = filter};
    const unsigned char count = (unsigned char)COUNT_OF(allowed_calls);
    unsigned short at = 0;

    filter[at++] = (struct sock_filter)BPF_STMT(LOAD, offsetof(struct seccomp_data, arch));
    filter[at++] = (struct sock_filter)BPF_JUMP(JUMP_EQUAL, OWN_ARCHITECTURE, 1, 0);
    filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    filter[at++] = (struct sock_filter)BPF_STMT(LOAD, offsetof(struct seccomp_data, nr));
    for (unsigned char i = 0; i < count; i++)
        filter[at++] = (struct sock_filter)BPF_JUMP(JUMP_EQUAL, (uint32_t)allowed_calls[i],
                                                    (unsigned char)(count - i), 0);
    filter[at++] =
        (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (EPERM & 0xFFFF));
    filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    program.len = at;
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
#else
static void give_up_calls(void)
{
}
#endif

bool confine_process(void)
{
    if (!limit_resources())
        return false;
    if (HAS_SHADOW) /* a sanitizer reads /proc, and has something to say */
        return true;
    give_up_speech();
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
        give_up_files();
        give_up_calls();
    }
    return true;
}

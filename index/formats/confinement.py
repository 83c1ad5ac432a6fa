"""What a process that reads foreign files is forbidden, as far as its system lets a plain user forbid it.

Everywhere but on Windows: memory, processor time, files written, core dumps. On Linux also: to outlive its
parent, to open sockets, to start or signal other processes (seccomp), and to change any file (Landlock).
Where the kernel lacks one of these, or the processor is not known here, the others still hold.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import sys
from collections.abc import Iterator
from typing import Final, NamedTuple

OPEN_FILES: Final = 64
"""A reader holds none but its pipes; loading libraries takes some for a moment."""

_SET_PDEATHSIG, _SET_SECCOMP, _SET_NO_NEW_PRIVS = 1, 22, 38  # numbers of prctl
_FILTER: Final = 2  # the mode of seccomp
_ALLOW: Final = 0x7FFF_0000
_REFUSE: Final = 0x0005_0000  # with the error in the lower half
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # operations of a filter
_NUMBER, _MACHINE, _ARGUMENT = 0, 4, 16  # where a filter finds the call, the processor, the first argument
_CLONE_THREAD: Final = 0x1_0000
_FOREIGN_CALLS: Final = 0x4000_0000  # from this number on, calls of another binary interface on x86-64
_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # Landlock's calls, the same on all processors
_CHANGES: Final = 0x1FF2  # Landlock's rights to write, remove and make files of all kinds


class _SystemCalls(NamedTuple):
    """The numbers that a processor's Linux gives to calls."""

    machine: int
    refused: tuple[int, ...]
    clone: int
    tgkill: int


_CLONE3: Final = 435  # on all processors, as those of io_uring and pidfd are
_REFUSED: Final = (424, 425)  # pidfd_send_signal, io_uring_setup
_CALLS: Final = {
    "x86_64": _SystemCalls(
        0xC000_003E,
        # socket, connect, fork, vfork, execve, kill, ptrace, rt_sigqueueinfo, tkill, rt_tgsigqueueinfo,
        # process_vm_readv and _writev, execveat
        (41, 42, 57, 58, 59, 62, 101, 129, 200, 297, 310, 311, 322, *_REFUSED),
        clone=56,
        tgkill=234,
    ),
    "aarch64": _SystemCalls(
        0xC000_00B7, (198, 203, 221, 129, 117, 138, 130, 240, 270, 271, 281, *_REFUSED), clone=220, tgkill=131
    ),
}


def confine(memory: int, parent: int) -> None:
    """Forbid this process, for good, all that a reader needs not.

    `memory` is in bytes of addresses, `parent` the process that this one ends with. To be called before there
    are threads.
    """
    if sys.platform == "win32":  # it has none of these
        return
    import resource

    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_AS, memory)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong)
        libc.prctl(_SET_PDEATHSIG, signal.SIGKILL, None, 0, 0)
        if os.getppid() != parent:  # it ended before it could be watched
            raise SystemExit
        libc.prctl(_SET_NO_NEW_PRIVS, 1, None, 0, 0)
        _forbid_changes(libc)
        _forbid_calls(libc)


def allow_processor(seconds: float) -> None:
    """Let this process compute for so long from now on: then the system ends it, even without its parent."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def allow_more(seconds: float) -> None:
    """Let this process compute for so many whole seconds more than it was allowed."""
    if sys.platform == "win32":
        return
    import resource

    limit, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (limit + int(seconds), most))


def _limit(kind: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (most, most))
    except (OSError, ValueError):  # macOS refuses limits of addresses that Python has passed already
        return


def _forbid_changes(libc: ctypes.CDLL) -> None:
    """Landlock: no file may be written, made or removed. Kernels before 5.13 do not know it."""
    rights, long = struct.pack("=Q", _CHANGES), ctypes.c_long
    ruleset = libc.syscall(long(_CREATE_RULESET), rights, long(len(rights)), long(0))
    if ruleset >= 0:
        libc.syscall(long(_RESTRICT_SELF), long(ruleset), long(0))
        os.close(ruleset)


def _forbid_calls(libc: ctypes.CDLL) -> None:
    """Seccomp: the calls of `_CALLS` fail as if the user had no right to them."""
    calls = _CALLS.get(platform.machine())
    if calls is None or sys.maxsize < 1 << 32:
        return
    program = [struct.pack("=HBBI", *step) for step in _steps(calls)]
    held = ctypes.create_string_buffer(b"".join(program))
    described = struct.pack("@HP", len(program), ctypes.addressof(held))
    libc.prctl(_SET_SECCOMP, _FILTER, described, 0, 0)


def _steps(calls: _SystemCalls) -> Iterator[tuple[int, int, int, int]]:
    """The filter: operation, steps to skip if it holds, steps to skip if not, operand."""
    refuse = (_RETURN, 0, 0, _REFUSE | errno.EPERM)
    yield from ((_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, calls.machine), refuse)
    yield from ((_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _FOREIGN_CALLS), refuse)
    for number in calls.refused:
        yield from ((_EQUAL, 0, 1, number), refuse)
    # Its arguments are out of a filter's reach; where it is missing the C library takes `clone`.
    yield from ((_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _REFUSE | errno.ENOSYS))
    allow = (_RETURN, 0, 0, _ALLOW)
    # A thread may be made, no process; this process may end itself (`abort`), no other.
    yield from ((_EQUAL, 0, 4, calls.clone), (_LOAD, 0, 0, _ARGUMENT))
    yield from ((_ANY_BIT, 0, 1, _CLONE_THREAD), allow, refuse)
    yield from ((_EQUAL, 0, 4, calls.tgkill), (_LOAD, 0, 0, _ARGUMENT))
    yield from ((_EQUAL, 0, 1, os.getpid()), allow, refuse)
    yield allow

// SPDX-License-Identifier: GPL-3.0-or-later
namespace moisson {

const int table[] = {
    1, 2, 3,
    4, 5, 6,
    7, 8, 9,
    1, 2, 3,
    4, 5, 6,
    7, 8, 9,
    1, 2, 3,
};

Thing::Thing(int a)  // refused: function
    : a_{a}, b_{a} {
    for (;;) {
        if (a) {
            stop("}");
        }
    }
    // }
    stop();
}

int fine(int n) {
    auto f = [n](int k) {
        return k + n;
    };
    return f(1);
}

}  // namespace moisson

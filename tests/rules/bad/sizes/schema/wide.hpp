// SPDX-License-Identifier: GPL-3.0-or-later
class Wide {  // refused: interface
public:
    virtual ~Wide() = default;
    virtual int a() = 0;
    virtual int b(int x = 0) = 0;
    virtual int c() const = 0;
    virtual int d() const noexcept = 0;
};

class Narrow {
public:
    virtual int a() = 0;
    virtual int b() = 0;
    virtual int c(int x = 0) = 0;
    int d() { return 0; }
};

class Inline {
    template <class T>  // refused: function
    auto run(T value) -> std::vector<T> {
        step();
        step();
        step();
        step();
        step();
        step();
        step();
    }
};

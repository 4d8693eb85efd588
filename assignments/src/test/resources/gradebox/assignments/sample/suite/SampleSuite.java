class SampleSuite {
    void linearForward() {}
}
